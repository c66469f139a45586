"""What a scenario file says once the files it extends have spoken: words inherited, changes laid one over the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.config.documents import Entry, read_document
from sim.config.finding import Place, place_of
from sim.errors import Mistakes, UserError, quoted, some_of, suggest

KEYS = ["name", "extends", "question", "why", "expect", "matters", "changes", "variants"]
_VARIANT_KEYS = ["question", "why", "expect", "matters", "changes"]


@dataclass(frozen=True)
class Said:
    """A scenario's words and changes, those of the files it extends included.

    Attributes
    ----------
    expects, matters
        Tables of expectations, and of the smallest changes that matter; a later one overrides an earlier one outcome
        by outcome.
    mistakes
        Keys that are unknown or stand twice; whoever reads the rest tells them with its own.
    layers
        Lists of changes, the first laid down first.
    variants
        Named alternatives on top, with their own words and changes.
    """

    keys: Mapping[str, Entry]
    mistakes: tuple[UserError, ...] = ()
    question: str = ""
    why: str = ""
    expects: tuple[Entry, ...] = ()
    matters: tuple[Entry, ...] = ()
    layers: tuple[Entry, ...] = ()
    variants: Mapping[str, Entry] = field(default_factory=dict)

    def variant(self, name: str) -> Said:
        """Return one alternative on top of what is common to all."""
        keys = self.variants[name].mapping(f"variant {name}", _VARIANT_KEYS)
        return Said(
            keys=self.keys,
            mistakes=self.mistakes,
            question=words(keys, "question") or self.question,
            why=words(keys, "why") or self.why,
            expects=(*self.expects, *([keys["expect"]] if "expect" in keys else ())),
            matters=(*self.matters, *([keys["matters"]] if "matters" in keys else ())),
            layers=(*self.layers, *([keys["changes"]] if "changes" in keys else ())),
        )


def words(keys: Mapping[str, Entry], key: str) -> str:
    """Return the text under a key as one line; empty if it is not there."""
    return " ".join(keys[key].text(key).split()) if key in keys else ""


def read_said(place: Place, trail: Sequence[tuple[Path, str]] = ()) -> Said:
    """Read a scenario file and those it extends.

    Raises
    ------
    UserError
        If a file extends itself by a roundabout way, one that is not there, or one whose variant it does not name.
    """
    mistakes = Mistakes()
    keys = read_document(place.file, place.path).mapping("a scenario", KEYS, mistakes)
    base = _base(keys["extends"], place, trail) if "extends" in keys else Said({})
    return Said(
        keys=keys,
        mistakes=(*base.mistakes, *mistakes.found),
        question=words(keys, "question") or base.question,
        why=words(keys, "why") or base.why,
        expects=(keys["expect"],) if "expect" in keys else base.expects,
        matters=(*base.matters, *([keys["matters"]] if "matters" in keys else ())),
        layers=(*base.layers, *([keys["changes"]] if "changes" in keys else ())),
        variants=_variants(keys),
    )


def _base(entry: Entry, place: Place, trail: Sequence[tuple[Path, str]]) -> Said:
    text = entry.text("extends")
    try:
        there = place_of(text, beside=place)
    except UserError as error:
        raise entry.error(f"cannot extend {text}: {error}") from error
    passed = [*trail, (place.file.resolve(), place.path)]
    names = [path for file, path in passed]
    if there.file.resolve() in [file for file, _ in passed]:
        raise entry.error(f"extends goes round in a circle: {' → '.join([*names, there.path])}")
    said = read_said(there, passed)
    if there.variant:
        known_variant(said, there, entry)
        return said.variant(there.variant)
    if said.variants:
        first = next(iter(said.variants))
        raise entry.error(f"{text} has variants: extend one of them, such as {text}.{first}")
    return said


def known_variant(said: Said, place: Place, entry: Entry | None = None) -> None:
    """Stop where a variant is named that a file does not have."""
    if place.variant in said.variants:
        return
    listed = f" (it has {some_of(list(said.variants))})" if said.variants else " (it has no variants)"
    message = f"no variant {quoted(place.variant)} in {place.path}.{suggest(place.variant, said.variants)}{listed}"
    raise entry.error(message) if entry else UserError(message)


def _variants(keys: Mapping[str, Entry]) -> dict[str, Entry]:
    if "variants" not in keys:
        return {}
    found = keys["variants"].mapping("variants")
    if not found:
        raise keys["variants"].error("variants is empty: name at least one alternative, or leave it out")
    for name, entry in found.items():
        if not name.replace("_", "").replace("-", "").isalnum():
            raise entry.error(f"variant {quoted(name)} may hold only letters, digits, _ and -")
        entry.mapping(f"variant {name}", _VARIANT_KEYS)
    return found

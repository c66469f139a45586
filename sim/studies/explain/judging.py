"""What may be said of an explanation's effects, of their parts, and of how channels work together.

Effects are judged as a comparison of the same scenario judges them. Parts are a list, and so are interactions: of those
that are told, one in twenty is nothing on average (Benjamini and Hochberg). A part is clear where its direction is
certain among all parts; it matters where it is as large as what matters of its outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sim.methods.intervals import Effect
from sim.methods.significance import effect_p
from sim.methods.verdicts import Judgement, Question, judge_family
from sim.model.outcomes.smallest.thresholds import Smallest, smallest_effect
from sim.studies.experiment.judging import judged_effects
from sim.studies.explain.division import Division

Key = TypeVar("Key")


def judged_divisions(
    divisions: Mapping[str, Division], own: Mapping[str, Smallest], shown: Sequence[str]
) -> dict[str, Division]:
    """Return divisions with what may be said of every effect, part and interaction.

    Parameters
    ----------
    own
        Smallest effects that somebody has set.
    shown
        Outcomes that are told of: their parts are judged together, and those of all others.
    """
    levels = {name: one.total.baseline for name, one in divisions.items()}
    whole = judged_effects({"": {name: one.total for name, one in divisions.items()}}, levels, {"": own})[""]
    smallest = {name: smallest_effect(name, levels, own) for name in divisions}
    found = {}
    for names in (shown, [one for one in divisions if one not in shown]):
        parts = _listed({(name, one.name): one.effect for name in names for one in divisions[name].parts}, smallest)
        pairs = _listed({(name, pair): Effect(one, one, levels[name]) for name in names
                         for pair, one in divisions[name].pairs.items()}, smallest)
        for name in names:
            division, told = divisions[name], whole[name]
            found[name] = replace(
                division, judgement=told,
                parts=tuple(replace(one, judgement=parts[name, one.name], share=one.share if told.certain else None)
                            for one in division.parts),
                pair_judgements={pair: pairs[name, pair] for pair in division.pairs})
    return {name: found[name] for name in divisions}


def _listed(
    effects: Mapping[tuple[str, Key], Effect], smallest: Mapping[str, float]
) -> dict[tuple[str, Key], Judgement]:
    asked = {key: Question(one.paired, effect_p(one), smallest[key[0]]) for key, one in effects.items()}
    return judge_family(asked, "bh")

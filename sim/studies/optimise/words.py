"""A search in words: what it found, what of its promise fresh runs keep, and how that compares with the rivals."""

from __future__ import annotations

from sim.methods.intervals import Effect, Interval
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.blueprint import Factor, Value
from sim.runs.plan import STATUS_QUO
from sim.show.catalogue import lever_words as plain_lever
from sim.show.findings import Finding, Findings
from sim.show.numbers import Change, change, subject
from sim.show.words import condition_words, counted, listed
from sim.studies.optimise.memory import Trial
from sim.studies.optimise.result import Optimised
from sim.studies.robust.words import name_of
from sim.studies.sweep.words import capital

_ALL = 0.995


def findings(found: Optimised) -> list[str]:
    """Return the sentences that answer what the search found, without full stops."""
    return [
        _recommendation(found),
        *_effects(found),
        *_budgets(found),
        *_against_rivals(found),
        *_curse(found),
    ]


def heading(found: Optimised) -> str:
    """Return the line that says what was searched."""
    counts, settings = found.search.study.counts, found.search.settings
    told = sum(one.state == "told" for one in found.trials)
    futures = f" × {counted(len(found.search.futures), 'future')}" if len(found.search.futures) > 1 else ""
    base = next(iter(found.search.study.blueprint.bases.values()))
    runs = counts["finished"] + found.fresh.study.counts["finished"]
    return (
        f"{counted(len(found.search.levers), 'lever')} · {counted(told, 'candidate')}{futures} × "
        f"{counted(counts['seeds'], 'seed')} · {counted(len(found.chosen), 'finalist')} again on "
        f"{counted(settings.fresh_seeds, 'fresh seed')} · {runs:,} runs · "
        f"{base['population']['viewers']:,} viewers · {counted(int(base['days']), 'day')}"
    )


def lever_words(values: dict[str, Value], levers: tuple[Factor, ...]) -> str:
    """Return a candidate's levers in plain words: ``breaches found by automatic detection: 81%, today 67%``."""
    told = []
    for one in levers:
        now, today = (dose_words(one, value) for value in (values[one.name], one.base))
        bare = today.partition(" ")[0]
        told.append(f"{lever_name(one)}: {now}{'' if now == today else f', today {bare}'}")
    return "; ".join(told)


def lever_name(lever: Factor) -> str:
    """Return a lever's plain name as a sentence uses it: ``breaches found by automatic detection``."""
    return _uncapital(plain_lever(lever.name).name)


def dose_words(lever: Factor, value: Value) -> str:
    """Return a value of a lever with its unit."""
    return value if isinstance(value, str) else plain_lever(lever.name).dose_words(float(f"{float(value):.3g}"))


def effect_text(found: Optimised, outcome: str, interval: Interval) -> Change:
    """Return an effect on the status quo in the outcome's own words."""
    base = float(found.fresh.measures[outcome]["mean"].value[0] * found.fresh.sign(outcome))
    return change(OUTCOMES[outcome].unit, Effect(interval, interval, base))


def trial_of(found: Optimised, name: str) -> Trial:
    """Return a finalist's candidate."""
    return found.chosen[found.names.index(name)]


def _recommendation(found: Optimised) -> str:
    name = found.recommended
    values = lever_words(trial_of(found, name).values, found.search.levers)
    if not trial_of(found, name).feasible:
        return f"No candidate keeps the budget; the one that breaks it least sets {values}"
    if not found.within_budget[name]:
        return f"No finalist keeps the budget on fresh seeds; the search's best compromise sets {values}"
    kind = "best compromise" if len(found.search.settings.objectives) > 1 else "best candidate"
    return f"The {kind} sets {values}"


def _effects(found: Optimised) -> list[str]:
    """Return what the recommended candidate does to the objectives against the status quo, what matters first."""
    told = Findings.of(
        Finding(subject(outcome), str(effect_text(found, outcome, found.effect(found.recommended, outcome))),
                OUTCOMES[outcome].better, found.judgements[STATUS_QUO, outcome])
        for outcome in found.search.settings.objectives)
    said = [_effect(found, one.judgement, outcome)
            for one in told.matter for outcome in found.search.settings.objectives if subject(outcome) == one.what]
    rest = told.rest()
    return said + ([f"Against the status quo, {'; '.join(rest)}"] if rest else [])


def _effect(found: Optimised, judgement: Judgement, outcome: str) -> str:
    told = effect_text(found, outcome, found.effect(found.recommended, outcome))
    verb = "raises" if judgement.direction == "up" else "lowers"
    probably = ", probably enough to matter," if judgement.size == "likely" else ""
    return capital(f"it {verb} {subject(outcome)} by {told.size} ({told.span}){probably} against the status quo, on "
                   "seeds that the search has not seen")


def _budgets(found: Optimised) -> list[str]:
    if not found.search.settings.budget:
        return []
    over = [name for name in found.names if not found.within_budget[name]]
    terms = " and ".join(map(condition_words, found.search.settings.budget))
    if not over:
        return [capital(f"{terms}: kept by {'every finalist' if len(found.names) > 1 else 'it'} on fresh seeds")]
    return [capital(f"{terms}: broken on fresh seeds by {', '.join(name_of(name) for name in over)}, which kept it in "
                    "the search")]


def _against_rivals(found: Optimised) -> list[str]:
    """Return how the recommended policy stands to each rival besides the status quo, over the objectives."""
    words = []
    for rival in found.fresh.policies:
        if rival in (*found.names, STATUS_QUO):
            continue
        told = Findings.of(Finding(subject(one), "", OUTCOMES[one].better, found.judgements[rival, one])
                           for one in found.fresh.outcomes if (rival, one) in found.judgements)
        parts = [f"{word} on {listed([one.what for one in names])}"
                 for word, names in (("better", told.better), ("worse", told.worse)) if names]
        start = f"it is {' but '.join(parts)} by enough to matter" if parts else "nothing is known to differ by enough"
        over = [] if found.within_budget[rival] else [f"{name_of(rival)} is over budget"]
        words.append("; ".join([f"Against {name_of(rival)} {start}", *told.rest(), *over]))
    return words


def _curse(found: Optimised) -> list[str]:
    """Return what of the search's promise fresh runs keep, objective by objective."""
    words = []
    for outcome in found.search.settings.objectives:
        mine = [one for one in found.promises if one.outcome == outcome and _better(found, one.searched, outcome)]
        if not mine:
            continue
        kept = sum(one.fresh.mean for one in mine) / sum(one.searched for one in mine)
        told = f"fresh seeds keep {max(0.0, 100 * kept):.0f}%; the rest was luck"
        if kept >= _ALL:
            told = "fresh seeds keep all"
        words.append(capital(f"of the gain on {subject(outcome)} that the search saw in its finalists, {told}"))
    return words


def _better(found: Optimised, difference: float, outcome: str) -> bool:
    return found.fresh.sign(outcome) * difference > 0


def _uncapital(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]

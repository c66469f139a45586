"""A calibration in words: what the figures tell, what they do not, which of them fight."""

from __future__ import annotations

from collections.abc import Sequence

from sim.config.numbers import show
from sim.methods.calibration.emulator import FloatArray
from sim.methods.calibration.known import Told
from sim.studies.calibrate.fit import BELIEVED
from sim.studies.calibrate.result import Calibrated, Known, Met, missed, settled_words
from sim.studies.calibrate.targets import Target

TOLD_WORDS: dict[Told, str] = {
    "told": "told",
    "partly": "partly told",
    "only in combination": "only in combination",
    "silent": "silent",
}
_DIGITS = 3
_NAMED = 4


def rounded(value: float) -> str:
    """Return a number in three digits."""
    return "–" if value != value else show(float(f"{value:.{_DIGITS}g}"))


def listed(names: Sequence[str]) -> str:
    """Return names as a phrase: a, b and c; the rest counted where there are many."""
    shown, rest = list(names[:_NAMED]), len(names) - _NAMED
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def met_value(one: Met, value: float) -> str:
    """Return a target's value as a leader reads it: shares in percent."""
    share = one.target.is_level and one.target.kpi.transform == "logit"
    return f"{rounded(100.0 * value)}%" if share else rounded(value)


def heading(found: Calibrated) -> str:
    """Return what was done, in one line."""
    study = found.study
    used, asked = len(found.fit.targets), sum(one.use == "fit" for one in study.targets)
    return (f"{len(study.assumptions)} assumptions fitted to {used} of {asked} targets made of "
            f"{sum(one.use == 'fit' for one in study.figures.rows)} figures; {study.counts['finished']:,} runs")


def answer(found: Calibrated) -> list[str]:
    """Return the answer in sentences, the most important first."""
    if found.nothing is not None:
        return [_no_fit(found)]
    by: dict[Told, list[str]] = {}
    for one in found.known:
        by.setdefault(one.told, []).append(one.assumption.label.lower())
    said = [f"The figures tell as much as {found.worth:.1f} assumptions out of {len(found.known)}."]
    if "told" in by:
        said.append(f"They tell {listed(by['told'])}.")
    if "silent" in by:
        said.append(f"They say nothing of {listed(by['silent'])}: whatever hangs on these rests on assumption, and "
                    "forecasts carry that doubt.")
    if "only in combination" in by:
        said.append(f"They tell only in combination with others: {listed(by['only in combination'])}.")
    taking = [one for one in found.met if found.takes_part(one.target)]
    off, taken = missed(taking), len(taking)
    said.append(f"Runs drawn from the fit meet {taken - len(off)} of {taken} targets"
                + (f"; they miss {listed([one.target.label for one in off])}." if off else "."))
    surprising = [one for one in taking if not one.expected]
    if surprising:
        said.append("The other figures alone would not have led one to expect "
                    f"{listed([one.target.label for one in surprising])}.")
    if not settled_words(found.settled):
        said.append(f"Draws have not settled (effective share {found.settled:.0%}): give more runs "
                    f"(--budget {2 * found.study.settings.budget}).")
    return said


def _no_fit(found: Calibrated) -> str:
    assert found.nothing is not None
    names = [name for name, _ in found.nothing.missed]
    return (f"No plausible assumptions fit these figures. At best {listed(names)} stay more than three standard "
            "deviations off: they fight each other, or the market is not the platform's. Check their definitions, "
            "widen plausible ranges (--assume NAME=low..high), or leave some out (use=context).")


def left_out(found: Calibrated) -> list[str]:
    """Return which targets take no part, and why."""
    return [f"{one.target.label}: {one.why}." for one in found.fit.left]


def told_words(one: Known) -> str:
    """Return what the figures say of an assumption, and which figures do."""
    said = TOLD_WORDS[one.told]
    return f"{said}, by {listed(one.tells)}" if one.tells else said


def part_words(found: Calibrated, target: Target) -> str:
    """Return in brackets why a target had no say in the fit; empty where it had."""
    if target.use != "fit":
        return " (held out)"
    return "" if found.takes_part(target) else " (takes no part)"


def met_words(one: Met) -> str:
    """Return how a target is met."""
    state = "met" if one.inside else "missed"
    return f"{state}: {rounded(one.value)} against {rounded(one.middle)} [{rounded(one.low)}, {rounded(one.high)}]"


def direction_words(found: Calibrated, most: int = 3) -> list[str]:
    """Return in words the combinations that the figures rule most, and least."""
    labels = [one.assumption.label.lower() for one in found.known]
    ruled = [one for one in found.directions if one.information > 1.0]
    said = []
    for one in ruled[:most]:
        parts = [labels[place] for place in _heaviest(one.weights)]
        said.append(f"{' together with '.join(parts)} ({one.information:.0f} times what was known before)")
    return said


def _heaviest(weights: FloatArray) -> list[int]:
    order = sorted(range(len(weights)), key=lambda place: -abs(weights[place]))
    return [place for place in order[:2] if abs(weights[place]) > 0.4 * abs(weights[order[0]])]


def believed_words() -> str:
    """Return what an emulator has to explain."""
    return f"{BELIEVED:.0%}"


def scale_words(target: Target) -> str:
    """Return in which unit a target is told."""
    if target.is_level:
        return target.kpi.unit
    return {"none": target.kpi.unit, "log": "log", "logit": "log-odds"}[target.kpi.transform]

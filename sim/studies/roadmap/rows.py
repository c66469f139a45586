"""A roadmap's results as rows of tables: every number already worded, every verdict as a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.runs.plan import STATUS_QUO
from sim.show.catalogue import lever_words
from sim.show.numbers import NOT_DEFINED, held, level, money, subject
from sim.show.places import place_words, places_words
from sim.show.style import display
from sim.show.verdicts import verdict_parts
from sim.show.words import (
    base_of,
    capital,
    chance_interval,
    change_words,
    counted,
    date_words,
    listed,
    percent,
    share_and_interval,
    value_words,
)
from sim.studies.roadmap.effects import GroupResult
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import PhaseResult, Results, TargetResult
from sim.studies.roadmap.words import TONES, bound_words, reached_words, standing


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase as planned, and in a sentence what became of it."""

    name: str
    owner: str
    moves: list[str]
    when: str
    where: str
    course: str
    cost: str
    afterwards: str
    depends: str


@dataclass(frozen=True, slots=True)
class AlternativeCard:
    """An alternative with its phases, and the chance of all targets together."""

    name: str
    why: str
    phases: list[PhaseRow]
    together: str


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate, and in how many runs it was passed."""

    alternative: str
    phase: str
    asks: str
    date: str
    otherwise: str
    value: str
    passed: str
    interval: str
    later: int


@dataclass(frozen=True, slots=True)
class TargetCell:
    """What became of a target in an arm."""

    arm: str
    share: str
    interval: str
    tone: str
    standing: str
    value: str
    reached: str
    short: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target with a cell an arm."""

    name: str
    asks: str
    by: str
    window: int
    cells: list[TargetCell]


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """What a phase adds to a target; ``met_with`` and ``met_without`` are chances of the target."""

    phase: str
    target: str
    effect: str
    verdict: str
    takes: str
    tone: str
    met_with: str
    met_without: str
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """What an alternative costs."""

    name: str
    total: str
    span: str
    within: str
    market: str
    phases: list[str]


@dataclass(frozen=True, slots=True)
class EffectCell:
    """What an arm changes about a row's reading."""

    arm: str
    text: str
    verdict: str
    takes: str
    tone: str


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A place or tier: its level under the status quo, and a cell an alternative."""

    name: str
    level: str
    cells: list[EffectCell]
    reading: str = ""

    @property
    def plan(self) -> EffectCell:
        """What the plan changes."""
        return next(one for one in self.cells if one.arm == display(PLAN))


@dataclass(frozen=True, slots=True)
class OutcomeBlock:
    """An outcome with a row a place."""

    title: str
    rows: list[EffectRow]


def alternative_cards(results: Results) -> list[AlternativeCard]:
    """Return each alternative with its phases as rows."""
    return [
        AlternativeCard(display(one.name), one.why, [_phase(phase) for phase in one.phases],
                        share_and_interval(results.all_targets[one.name]))
        for one in results.alternatives
    ]


def moves_words(moves: Sequence[str]) -> list[str]:
    """Return what a phase moves in plain words: ``Weekly bonus for good content: $60 a week``, or a scenario."""
    told = []
    for one in moves:
        name, arrow, to = one.partition(" → ")
        if not arrow:
            told.append(f"scenario {display(one)}")
            continue
        lever, (size, _, rest) = lever_words(name), to.partition(" ")
        try:
            dose = lever.dose_words(float(size))
        except ValueError:
            dose = size
        told.append(f"{lever.name}: {dose}{f' {rest}' if rest else ''}")
    return told


def _phase(phase: PhaseResult) -> PhaseRow:
    began = phase.began
    late = began.met - phase.on_time
    course = f"on time in {phase.on_time} of {counted(began.runs, 'run')}"
    if late:
        course += f", later in {late} (by {counted(round(phase.delay or 0), 'day')}, median)"
    if began.runs - began.met:
        course += f", never in {began.runs - began.met}"
    if phase.undone.met:
        course += f"; rolled back in {phase.undone.met}"
    return PhaseRow(
        name=display(phase.name), owner=phase.owner,
        moves=moves_words(phase.moves),
        when=f"{date_words(phase.start)} to {date_words(phase.end)}", where=", ".join(map(place_words, phase.regions)),
        course=course, cost=f"{money(phase.cost.once)} once, {money(phase.cost.a_day)} a day",
        afterwards=phase.afterwards, depends=listed([display(one) for one in phase.depends_on]),
    )


def gate_rows(results: Results) -> list[GateRow]:
    """Return every gate and in how many runs it was passed."""
    return [
        GateRow(
            alternative=display(one.name), phase=display(phase.name), asks=bound_words(phase.gate),
            date=date_words(phase.gate.date), otherwise=phase.gate.otherwise,
            value=value_words(phase.gate.unit, held(phase.gate.outcome, phase.gate.value)),
            passed=f"{phase.gate.passed.met} of {phase.gate.passed.runs}",
            interval=share_and_interval(phase.gate.passed), later=phase.gate.passed_later)
        for one in results.alternatives for phase in one.phases if phase.gate is not None
    ]


def target_table(results: Results) -> list[TargetRow]:
    """Return every target with a cell an arm: chance, interval, value on its day, when reached, what is missing."""
    return [
        TargetRow(one.name, bound_words(one), date_words(one.by), one.window,
                  [_target(results, one, arm) for arm in results.arms])
        for one in results.targets
    ]


def _target(results: Results, target: TargetResult, arm: str) -> TargetCell:
    became = target.by_arm[arm]
    said, missing = standing(became.chance), became.shortfall.mean
    return TargetCell(
        arm=display(arm), share=percent(became.chance.share), interval=chance_interval(became.chance),
        tone=TONES[said], standing=said, value=value_words(target.unit, held(target.outcome, became.value)),
        reached=reached_words(became.reached, results.about.start),
        short="" if missing is None else f"short by {level(target.unit, missing)} on average where missed",
    )


def contribution_rows(results: Results) -> list[ContributionRow]:
    """Return what each phase adds to each target."""
    base = {one.name: base_of(one.by_arm[STATUS_QUO].value) for one in results.targets}
    plan = {one.name: one.by_arm[PLAN].chance for one in results.targets}
    return [
        ContributionRow(
            display(one.phase), one.target, change_words(one.unit, one.effect, base[one.target]),
            *verdict_parts(one.judged, one.better), percent(plan[one.target].share), percent(one.without.share),
            one.gained, one.lost)
        for one in results.contributions
    ]


def money_rows(results: Results) -> list[MoneyRow]:
    """Return what each alternative costs."""
    rows = []
    for one in results.alternatives:
        spent = results.money[one.name]
        span = NOT_DEFINED
        if spent.least is not None and spent.most is not None:
            span = f"{money(spent.least)} to {money(spent.most)}"
        rows.append(MoneyRow(
            name=display(one.name), total=value_words("USD", spent.total), span=span,
            within=share_and_interval(spent.within) if spent.within else "no budget set",
            market=value_words("USD", spent.market),
            phases=[f"{display(name)} {money(cost.mean)}" for name, cost in spent.by_phase.items() if cost.count],
        ))
    return rows


def country_table(results: Results) -> list[OutcomeBlock]:
    """Return an outcome a block, a place a row: level under the status quo, and each alternative's change."""
    return [
        OutcomeBlock(capital(subject(outcome)), [_effects(one, place_words(one.place)) for one in results.countries
                                                 if one.outcome == outcome])
        for outcome in results.outcomes_shown
    ]


def tier_table(results: Results) -> list[EffectRow]:
    """Return a tier and reading a row: level under the status quo, and each alternative's change."""
    return [_effects(one, one.tier, one.label) for one in results.tiers]


def _effects(row: GroupResult, name: str, reading: str = "") -> EffectRow:
    base = base_of(row.status_quo)
    cells = [EffectCell(display(arm), change_words(row.unit, effect, base), *verdict_parts(row.judged[arm], row.better))
             for arm, effect in row.effect.items()]
    return EffectRow(name, level(row.unit, row.status_quo.mean), cells, reading)


def heading(results: Results) -> str:
    """Return what the numbers are of, in a line."""
    about = results.about
    seeds = counted(about.seeds, "seed")
    over = f"{about.futures} futures × {seeds}" if about.futures > 1 else seeds
    return (f"Roadmap {display(about.name)} · {places_words(about.regions)} · {counted(about.days, 'day')} · "
            f"{about.viewers:,} viewers, {about.creators:,} creators · {over}")

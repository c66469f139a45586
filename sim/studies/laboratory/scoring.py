"""From estimates and truths of many worlds to scores: how far each design and estimator is off, and what it costs.

All effects are relative to the level without treatment. Settings of estimators are chosen on the first worlds, by how
far the estimate is from the truth of the test's own days; the other worlds score.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

import numpy as np
import pandas as pd

from sim.methods.estimators import FloatArray
from sim.methods.experiments.curvature import Bend, bend
from sim.methods.experiments.planning import detectable
from sim.methods.experiments.scoring import Score, Scorecard, rate, scored
from sim.methods.intervals import Interval, mean_interval
from sim.runs.plan import STATUS_QUO
from sim.studies.experiment.read import StoredStudy
from sim.studies.laboratory.cards import Card, Spent
from sim.studies.laboratory.designs import Design
from sim.studies.laboratory.metrics import Judged
from sim.studies.laboratory.plan import LAUNCH, SHARE, TEST, LabPlan
from sim.studies.laboratory.tables import ESTIMATES, SCHEMAS, TESTED, TRUTH

MOST_TUNING, TUNING_PART = 8, 4
"""Worlds that choose settings: one in four, eight at most."""

MOST_DAYS = 365


GUARDRAILS = ("gmv_net", "violation_view_rate", "wrongly_hit_gmv")


class Laboratory:
    """What the worlds of a laboratory say, those of which every run finished."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study
        self.plan = LabPlan.of(study.about)
        runs = study.runs
        counts = runs.groupby("seed").size() if len(runs) else pd.Series(dtype=int)
        self.seeds = [int(seed) for seed, count in counts.items() if count == len(study.scenarios)]

    @property
    def finished(self) -> int:
        """Worlds of which every run finished."""
        return len(self.seeds)

    @property
    def asked(self) -> int:
        """Worlds asked for."""
        return self.plan.worlds

    @cached_property
    def tuning(self) -> list[int]:
        """Worlds that choose settings; none where there are too few to spare any."""
        count = min(MOST_TUNING, len(self.seeds) // TUNING_PART)
        return self.seeds[:count] if count >= 2 else []

    @cached_property
    def scoring(self) -> list[int]:
        """Worlds that score."""
        return [seed for seed in self.seeds if seed not in self.tuning]

    @cached_property
    def _truth(self) -> pd.DataFrame:
        rows = self.study.kept(TRUTH, SCHEMAS[TRUTH])
        return rows[rows["seed"].isin(self.seeds)].set_index(["metric", "side", "design", "seed"]).sort_index()

    def truth(self, metric: str, side: str, when: str, seeds: list[int]) -> FloatArray:
        """Return the relative effect of treating everybody, a world each; ``when``: "window" or "launch"."""
        level = {
            design: self._truth.loc[(metric, side, design), when].reindex(seeds).to_numpy(float)
            for design in (STATUS_QUO, LAUNCH)
        }
        with np.errstate(divide="ignore", invalid="ignore"):
            effect: FloatArray = level[LAUNCH] / level[STATUS_QUO] - 1.0
        return effect

    def launched(self, judged: Judged) -> Interval:
        """Return what a launch brings, over all worlds."""
        return mean_interval(self.truth(judged.name, _whole(judged), "launch", self.seeds))

    @cached_property
    def _estimates(self) -> pd.DataFrame:
        rows = self.study.kept(ESTIMATES, SCHEMAS[ESTIMATES])
        return rows[rows["seed"].isin(self.seeds)]

    @cached_property
    def cards(self) -> list[Card]:
        """Every design × metric × estimator, in the order of designs and metrics as asked."""
        return list(self._cards())

    def _cards(self) -> Iterator[Card]:
        for design in self.plan.ask.chosen:
            for judged in self.plan.ask.judged:
                here = self._estimates[
                    (self._estimates["design"] == design.name) & (self._estimates["metric"] == judged.name)
                ]
                for estimator in here["estimator"].drop_duplicates():
                    yield self._card(design, judged, str(estimator), here[here["estimator"] == estimator])

    def _card(self, design: Design, judged: Judged, estimator: str, rows: pd.DataFrame) -> Card:
        real, quiet = rows[rows["again"] == 0], rows[rows["again"] > 0]
        option = self._option(design, judged, real)
        real = real[real["option"] == option].set_index("seed").reindex(self.scoring)
        alarms = quiet.loc[(quiet["option"] == option) & quiet["seed"].isin(self.scoring), "p"].to_numpy(float)
        false_alarms = rate(alarms[~np.isnan(alarms)] < 0.05)
        nothing = Score(math.nan, math.nan)
        missing = int(real["p"].isna().sum())
        if missing or len(self.scoring) < 2:
            notes = [str(note) for note in real["note"].dropna() if note]
            several = len(self.scoring) > 1
            told = f"no answer in {missing} of {len(self.scoring)} worlds" if several else "one world only"
            why = f"{told}: {notes[0]}" if notes else told
            return Card(design, judged, estimator, option, None, why, nothing, false_alarms, math.nan, math.inf)
        relative, low, high, p = (real[name].to_numpy(float) for name in ("relative", "low", "high", "p"))
        window = self.truth(judged.name, side_of(design), "window", self.scoring)
        launch = self.truth(judged.name, _whole(judged), "launch", self.scoring)
        scores = scored(relative, low, high, p, window, launch)
        smallest = detectable(float(real["error"].mean()), float(real["freedom"].min()))
        gain = 1.0 if judged.up_is_better else -1.0
        launches = (p < 0.05) & (gain * relative > 0)
        certain = self.launched(judged).verdict != "within noise"
        decision = rate(launches == (certain and gain * float(launch.mean()) > 0))
        days = self._days_needed(scores, smallest)
        return Card(design, judged, estimator, option, scores, "", decision, false_alarms, smallest, days)

    def _option(self, design: Design, judged: Judged, real: pd.DataFrame) -> str:
        """Return the setting that is closest to the truth of the test's days in the worlds kept for choosing."""
        options = [str(one) for one in real["option"].drop_duplicates()]
        if len(options) < 2 or not self.tuning:
            return options[0] if options else ""
        window = self.truth(judged.name, side_of(design), "window", self.tuning)
        off = {}
        for option in options:
            found = real[real["option"] == option].set_index("seed")["relative"].reindex(self.tuning).to_numpy(float)
            off[option] = float(np.mean((found - window) ** 2)) if np.isfinite(found).all() else math.inf
        return min(options, key=off.__getitem__)

    def _days_needed(self, scores: Scorecard, smallest: float) -> float:
        effect = abs(scores.truth.value)
        if effect == 0.0 or abs(scores.bias.value) > effect:
            return math.inf
        days = self.plan.ask.days * (smallest / effect) ** 2
        return days if days <= MOST_DAYS else math.inf

    @cached_property
    def spent(self) -> dict[str, Spent]:
        """What each design's test takes."""
        tested = self.study.kept(TESTED, SCHEMAS[TESTED])
        found = {}
        for design in self.plan.ask.chosen:
            share = tested.loc[tested["design"] == design.name, ["creators", "viewers", "time"]].mean()
            found[design.name] = Spent(
                float(share["creators"]), float(share["viewers"]), float(share["time"]),
                {name: self._change(TEST + design.name, name, relative=True) for name in GUARDRAILS},
                self._change(TEST + design.name, "incentive_cost", relative=False),
            )
        return found

    def _change(self, arm: str, outcome: str, *, relative: bool) -> Interval:
        runs = self.study.runs.set_index(["scenario", "seed"])
        now, usual = (
            np.array([float(runs.at[(name, seed), outcome]) for seed in self.seeds]) for name in (arm, STATUS_QUO)
        )
        if not relative:
            return mean_interval(now - usual)
        level = usual.mean()
        return mean_interval((now - usual) / level if level else np.zeros(len(now)))

    @cached_property
    def curve(self) -> dict[str, tuple[FloatArray, FloatArray, Bend]]:
        """Metric → treated shares, worlds × shares of levels relative to nobody treated, and how far they bend."""
        arms = {float(name.removeprefix(SHARE)): name for name in self.study.scenarios if name.startswith(SHARE)}
        if not arms or not self.seeds:
            return {}
        named = {0.0: STATUS_QUO, **dict(sorted(arms.items())), 1.0: LAUNCH}
        found = {}
        for judged in self.plan.ask.judged:
            side = _whole(judged)
            levels = np.column_stack([
                self._truth.loc[(judged.name, side, name), "window"].reindex(self.seeds).to_numpy(float)
                for name in named.values()
            ])
            relative = levels / levels[:, :1] - 1.0
            shares = np.array(list(named))
            found[judged.name] = shares, relative, bend(shares, relative)
        return found


def side_of(design: Design) -> str:
    """Return whose truth a design's estimates are compared with."""
    if design.side == "region":
        return "market"
    return "creators" if design.side == "creator" else "viewers"


def _whole(judged: Judged) -> str:
    """Return the side on which a launch is read: the market, or the only side that has the metric."""
    return "market" if judged.top != "kept" else judged.tables[0]



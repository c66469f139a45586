"""How far a job is, and what it says so far: runs done, time left, bands from three seeds on, beside the estimate."""

from __future__ import annotations

import json
import math
import shlex
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.app.jobs import Job
from sim.errors import UserError
from sim.methods.intervals import Effect, Interval, paired_effect
from sim.methods.verdicts import Question, judge
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.runs.description import DESCRIPTION
from sim.runs.folder import StudyFolder, open_study
from sim.runs.plan import STATUS_QUO
from sim.show.numbers import outcome_change, outcome_level, title
from sim.show.verdicts import verdict_parts
from sim.show.words import effect_of
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.size import in_words

FIRST_BANDS = 3
"""Seeds from which bands are shown: of two they tell nothing."""


def progress(job: Job, outputs: Path, said: str) -> dict[str, Any]:
    """Return how far a job is, for its page: counts, words, and a row an outcome as soon as there are bands."""
    found: dict[str, Any] = {
        "id": job.id, "state": job.state, "title": job.title, "kind": job.kind, "study": job.study,
        "command": " ".join(("sim", *job.command)), "done": 0, "runs": 0, "left": "", "rows": [], "seeds": 0,
        "said": said if job.state in ("failed", "stopped") else "", "took": in_words(job.took_s) if job.took_s else "",
    }
    folder = outputs / job.study if job.study else begun_by(job, outputs)
    if folder is None or not (folder / DESCRIPTION).is_file():
        return found
    try:
        study = open_study(folder)
        found |= {"done": len(study.states()), "runs": study.plan.num_rows}
        found["left"] = time_left(job, found["done"], found["runs"])
        if job.kind == "compare" and found["done"]:
            found |= bands(study, job)
    except (UserError, OSError):
        pass  # it is just being written, or taken away: the next look sees it
    return found


def begun_by(job: Job, outputs: Path) -> Path | None:
    """Return the folder that a job has begun, of a kind whose folder is not known beforehand: by its command."""
    there = [one for one in outputs.glob(f"{job.kind}/*/{DESCRIPTION}") if one.stat().st_mtime >= job.began - 1.0]
    for file in there if job.began else ():
        try:
            words = shlex.split(str(json.loads(file.read_text(encoding="utf-8"))["command"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue  # just being written, or no study: the next look sees it
        if tuple(words[1 : 1 + len(job.command)]) == job.command:
            return file.parent
    return None


def time_left(job: Job, done: int, runs: int) -> str:
    """Return how long a running job will take yet, in words; empty where nothing is known."""
    before = int(job.about.get("before", 0))
    if job.state != "running" or done <= before or not job.began:
        return ""
    return in_words((time.time() - job.began) / (done - before) * (runs - done)) if runs > done else "almost done"


def bands(study: StudyFolder, job: Job) -> dict[str, Any]:
    """Return the effects over the seeds that are whole, each beside what the page estimated."""
    seeds, found = effects_of(study)
    policy = next(iter(found), None)
    if policy is None or seeds < FIRST_BANDS:
        return {"seeds": seeds}
    levels = {name: effect.baseline for name, effect in found[policy].items()}
    estimate = job.about.get("estimate", {})
    rows = [_row(name, effect, levels, estimate.get(name)) for name, effect in found[policy].items()]
    return {"rows": rows, "seeds": seeds}


def effects_of(study: StudyFolder) -> tuple[int, dict[str, dict[str, Effect]]]:
    """Return over how many whole seeds a comparison has come, and scenario → headline outcome → effect so far."""
    stored = StoredStudy(study)
    runs, arms = stored.runs, stored.scenarios
    whole = [seed for seed, of in runs.groupby("seed")["scenario"] if set(of) >= set(arms)]
    values = runs[runs["seed"].isin(whole)].sort_values("seed")
    told = [one for one in HEADLINE if one in values.columns]
    by_arm = {arm: values[values["scenario"] == arm] for arm in arms}
    base = by_arm.pop(STATUS_QUO, None)
    if base is None:
        return len(whole), {}
    return len(whole), {
        arm: {name: paired_effect(of[name].to_numpy(float), base[name].to_numpy(float)) for name in told}
        for arm, of in by_arm.items()
    }


def judged(name: str, effect: Effect, levels: Mapping[str, float]) -> tuple[str, str]:
    """Return what may be said of an effect by itself, and its side: ``better``, ``worse`` or none."""
    found = judge(Question(effect.paired, 0.0, smallest_effect(name, levels)), 0.0, equivalence=0.0)
    word, _, tone = verdict_parts(found, OUTCOMES[name].better)
    return word, tone


def _row(name: str, effect: Effect, levels: Mapping[str, float], estimate: list[float] | None) -> dict[str, Any]:
    word, tone = judged(name, effect, levels)
    row = {"outcome": title(name), "today": outcome_level(name, levels[name]), "run": str(outcome_change(name, effect)),
           "verdict": word, "tone": tone, "estimate": "not told", "agrees": ""}
    if estimate is not None and effect.paired.bounded:
        mean, low, high = estimate
        row["estimate"] = str(outcome_change(name, effect_of(Interval(mean, low, high, 2), levels[name])))
        off = abs(effect.paired.mean - mean)
        row["agrees"] = "agrees" if off <= math.hypot((high - low) / 2, effect.paired.half_width) else "is off"
    return row

"""A test of robustness as JSON for machines: measures with intervals, what is kept, who dominates, and boxes."""

from __future__ import annotations

import math
from typing import Any

from sim.methods.as_json import plain
from sim.methods.robustness.prim import Box
from sim.studies.experiment.records import records
from sim.studies.robust.decision import recommendation
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.words import findings


def robust_summary(study: RobustStudy) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    return {
        "study": "robust",
        "design": study.study.about["design"],
        "recommendation": plain(recommendation(study)),
        "judged": study.judged.to_json(),
        "policies": study.policies,
        "factors": [one.name for one in study.study.factors],
        "counts": study.study.counts,
        "measures": records(study.measures_table),
        "kept": [
            {"requirement": written or "all", "policy": policy, "share": _number(one.share), "futures": one.futures,
             "low": _number(one.interval()[0]), "high": _number(one.interval()[1]), "close_calls": one.close}
            for written, each in study.kept.items()
            for policy, one in zip(study.policies, each, strict=True)
        ],
        "frontier": [
            {"policy": policy, "on_frontier": one.on_frontier,
             "dominated_by": [
                 {"policy": study.policies[by], "certain": by in one.dominated_by,
                  "better_on": [study.outcomes[place] for place in reasons]}
                 for by, reasons in one.better_on.items()
             ]}
            for policy, one in study.standings.items()
        ],
        "failing": [
            {"policy": one.policy, "held_to": one.what, "failures": one.failures, "futures": one.futures,
             "boxes_tell_where_it": "holds up" if one.turned else "fails", "boxes": [_box(box) for box in one.boxes]}
            for one in study.failing
        ],
        "findings": findings(study),
    }


def _box(box: Box) -> dict[str, Any]:
    limits = [
        {"factor": one.name, "above": _number(one.low), "below": _number(one.high), "options": list(one.options),
         "quasi_p": _number(one.quasi_p)}
        for one in box.limits
    ]
    return {"limits": limits, "inside": box.inside, "such": box.failing, "density": box.density,
            "coverage": box.coverage, "p_value": box.p_value}


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None

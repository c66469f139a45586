"""What to do about a search: the candidate that it recommends, held against the status quo and its rivals by the rules.

Candidates turn levers, and a lever whose cost the model does not know is not free: the advice says so.
"""

from __future__ import annotations

from sim.runs.plan import STATUS_QUO
from sim.show.recommendation.recommendation import Recommendation
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.words import lever_words, trial_of
from sim.studies.robust.decision import recommend_policies
from sim.studies.robust.words import name_of


def recommendation(found: Optimised) -> Recommendation:
    """Return what to do about a search's question."""
    best = found.recommended
    labels = {best: "the search's best candidate"}
    called = {best: f"{labels[best]} ({lever_words(trial_of(found, best).values, found.search.levers)})"}
    labels |= {name: name_of(name) for name in found.fresh.policies if name not in (STATUS_QUO, *found.names)}
    turns = {name: ["its budget, which it breaks on fresh seeds"] for name in labels if not found.within_budget[name]}
    return recommend_policies(found.fresh, labels, turns, called)

"""Patterns agree with NetworkX and with what is known in closed form."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from sim.model.network import generate
from sim.model.network.patterns import gini, patterns, tail_exponent, top_share


def test_clustering_and_mixing_agree_with_networkx() -> None:
    graph = generate(7, {"us": 400}, {})
    other = nx.Graph(graph.edges.tolist())
    found = patterns(graph)
    assert found["clustering_avg_local"] == pytest.approx(nx.average_clustering(other))
    assert found["transitivity"] == pytest.approx(nx.transitivity(other))
    assert found["degree_assortativity"] == pytest.approx(nx.degree_assortativity_coefficient(other))


def test_inequality_in_closed_form() -> None:
    assert gini(np.ones(50)) == pytest.approx(0.0)
    assert gini(np.array([0] * 99 + [1])) == pytest.approx(0.99)
    assert top_share(np.array([1.0] * 99 + [99.0]), 0.01) == pytest.approx(0.5)
    assert np.isnan(gini(np.zeros(3))) and np.isnan(top_share(np.array([]), 0.1))


@pytest.mark.parametrize("alpha", [2.2, 2.6])
def test_the_tail_exponent_is_recovered(alpha: float) -> None:
    # Quantiles of the discrete power law above 5, by its continuous approximation.
    level = (np.arange(20000) + 0.5) / 20000
    degree = np.floor(4.5 * (1.0 - level) ** (-1.0 / (alpha - 1.0)) + 0.5).astype(np.int64)
    found, xmin = tail_exponent(degree)
    assert found == pytest.approx(alpha, abs=0.05) and xmin >= 5


def test_a_graph_without_ties_has_patterns_that_are_not_numbers() -> None:
    found = patterns(generate(1, {"us": 5}, {"mean_degree": 0.0}))
    assert found["mean_degree"] <= 1.0
    assert np.isnan(found["degree_alpha"])
    assert np.isnan(patterns(generate(1, {"us": 0}, {}))["mean_degree"])

"""A generated network is a pure function of seed, region and settings, and shows the published patterns."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim.errors import UserError
from sim.model.network import CreatorGraph, compare_with_targets, generate
from sim.model.network.communities import LIKE, nested
from sim.model.network.patterns import patterns
from sim.model.network.report import main
from sim.model.network.settings import NUMBERS

REPOSITORY = Path(__file__).resolve().parents[3]
TARGETS = Path(os.environ.get("SIM_SHARED", REPOSITORY.parent / "shared")) / "data" / "targets.json"
needs_targets = pytest.mark.skipif(not TARGETS.is_file(), reason="reference targets are not here")


def same(a: CreatorGraph, b: CreatorGraph) -> bool:
    columns = ("region", "reach", "tenure_days", "partner", "edges")
    return a.regions == b.regions and all(np.array_equal(getattr(a, c), getattr(b, c)) for c in columns)


def test_the_same_seed_gives_the_same_graph_and_another_seed_another() -> None:
    assert same(generate(5, {"us": 400}, {}), generate(5, {"us": 400}, {}))
    assert not np.array_equal(generate(5, {"us": 400}, {}).edges, generate(6, {"us": 400}, {}).edges)


def test_a_region_does_not_depend_on_the_others_or_on_its_place() -> None:
    alone = generate(3, {"vn": 300}, {})
    for regions in ({"us": 500, "vn": 300}, {"vn": 300, "th": 20}, {"id": 1, "vn": 300, "us": 50}):
        assert same(generate(3, regions, {}).only("vn"), alone)


@pytest.mark.parametrize("counts", [{"a": 0}, {"a": 1}, {"a": 2}, {"a": 3, "b": 0}, {"a": 37}, {"a": 300, "b": 300}])
def test_any_size_gives_a_proper_graph(counts: dict[str, int]) -> None:
    graph = generate(1, counts, {})
    n = sum(counts.values())
    u, v = graph.edges[:, 0], graph.edges[:, 1]
    assert len(graph) == n and graph.label is None and graph.regions == list(counts)
    assert graph.edges.dtype == np.int32 and graph.region.dtype == np.int16 and graph.tenure_days.dtype == np.int64
    assert (u < v).all() and (graph.region[u] == graph.region[v]).all()
    codes = u.astype(np.int64) * n + v
    assert (np.diff(codes) > 0).all()
    assert (graph.reach > 0).all() and (graph.tenure_days >= 1).all()
    assert graph.report["nodes"] == n and graph.report["edges"] == len(graph.edges)


def test_nobody_is_without_a_peer_and_the_mean_degree_is_what_was_asked() -> None:
    graph = generate(2, {"us": 3000}, {"mean_degree": 12.0})
    degree = np.bincount(graph.edges.ravel(), minlength=3000)
    assert degree.min() >= 1
    assert degree.mean() == pytest.approx(12.0, abs=0.02)


def test_a_small_region_is_no_denser_than_allowed() -> None:
    graph = generate(1, {"us": 300}, {"densest": 0.05})
    assert len(graph.edges) <= 0.05 * 300 * 299 / 2 + 1
    dense = generate(1, {"us": 40}, {"densest": 1.0, "mean_degree": 1000.0})
    assert len(dense.edges) <= 40 * 39 // 2


def test_ties_prefer_the_same_category() -> None:
    categories = (np.arange(1200) % 8).astype(np.int8)
    graph = generate(4, {"us": 1200}, {}, categories)
    same_category = float((categories[graph.edges[:, 0]] == categories[graph.edges[:, 1]]).mean())
    loose = generate(4, {"us": 1200}, {"ties": {"close_share": 0.0, "category_share": 0.0}}, categories)
    by_chance = float((categories[loose.edges[:, 0]] == categories[loose.edges[:, 1]]).mean())
    assert by_chance == pytest.approx(1 / 8, abs=0.03)
    assert same_category > 2 * by_chance


@needs_targets
def test_the_default_hits_the_mean_community() -> None:
    targets = {entry["id"]: entry for entry in json.loads(TARGETS.read_text())["targets"]}
    rows = compare_with_targets(generate(1, {"us": 5000}, {}), targets)
    assert len(rows) >= 18
    assert {row.pattern: row.verdict for row in rows if row.verdict != "inside"} == {}


@needs_targets
@pytest.mark.parametrize("community", sorted(LIKE))
def test_a_community_is_hit_at_its_own_size(community: str) -> None:
    targets = {entry["id"]: entry for entry in json.loads(TARGETS.read_text())["targets"]}
    creators, settings = LIKE[community]
    rows = compare_with_targets(generate(1, {"r": creators}, nested(settings)), targets, f"musae.{community}")
    verdicts = [row.verdict for row in rows]
    assert verdicts.count("inside") >= 14 and verdicts.count("miss") <= 1


def test_the_config_states_every_default() -> None:
    written = yaml.safe_load((REPOSITORY / "configs/network/generated.yaml").read_text())
    assert written.pop("kind") == "generated"

    def leaves(tree: dict[str, Any], prefix: str = "") -> dict[str, float]:
        flat: dict[str, float] = {}
        for name, value in tree.items():
            flat |= leaves(value, f"{prefix}{name}.") if isinstance(value, dict) else {prefix + name: value}
        return flat

    assert leaves(written) == {name: parameter.default for name, parameter in NUMBERS.items()}


@pytest.mark.parametrize(
    ("network", "message"),
    [
        ({"mean_degre": 3}, "unknown setting network.mean_degre .* Did you mean mean_degree"),
        ({"ties": {"close_shares": 0.1}}, "Did you mean ties.close_share"),
        ({"mean_degree": -1}, r"network.mean_degree is -1, outside 0–1000 \(ties per creator\)"),
        ({"reach": {"sigma": "wide"}}, "network.reach.sigma is 'wide', not a number"),
        ({"reach": {"sigma": float("nan")}}, "network.reach.sigma is nan, outside"),
        ({"partner": {"rate": 1.5}}, "outside 0–1"),
        ({"correlation": {"reach_degree": 0.9, "tenure_degree": 0.9, "tenure_reach": -0.9}}, "no population has"),
        ({"kind": "files"}, "network.kind is 'files'"),
    ],
)
def test_a_bad_setting_is_told_in_one_line(network: dict[str, Any], message: str) -> None:
    with pytest.raises(UserError, match=message) as raised:
        generate(1, {"us": 10}, network)
    assert "\n" not in str(raised.value)


def test_a_negative_number_of_creators_is_refused() -> None:
    with pytest.raises(UserError, match="region us has -1 creators"):
        generate(1, {"us": -1}, {})


@needs_targets
def test_the_report_prints_a_row_a_pattern(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--creators", "500", "--seeds", "1,2", "ties.close_share=0.3"]) == 0
    printed = capsys.readouterr().out
    assert "| mean_degree |" in printed and "| transitivity |" in printed
    assert main(["ties.close_shar=0.3"]) == 2
    assert "Did you mean ties.close_share" in capsys.readouterr().err


def test_patterns_of_one_region_are_those_of_its_own_graph() -> None:
    both = generate(1, {"a": 200, "b": 300}, {})
    assert patterns(both, "b") == pytest.approx(patterns(generate(1, {"b": 300}, {})), nan_ok=True)

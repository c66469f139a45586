"""A country's file means what its source says, and the how-to for a new one works as written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.config import compose
from sim.config.folders import configs_folder
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes.measure import period
from tests.docs.documents import ROOT, blocks

# Share of GMV in Q4 2024 (S62); Indonesia's share of South-East Asia (S64 over S63).
AMERICA, BRITAIN, SOUTH_EAST_ASIA, INDONESIA = 29.3, 5.5, 65.1, 65.1 * 8 / 22.6
ASIAN = ("id", "th", "vn", "my", "ph", "sg")
EUROPEAN = ("de", "fr", "it", "es", "ie")
COUNTRIES = ("us", "uk", *ASIAN, "br", "mx", "jp", "cn")


def values(market: str, region: str) -> dict[str, float]:
    """Return what differs in a region of a market."""
    found: dict[str, float] = compose([f"market={market}"])["market"]["regions"][region]["values"]
    return found


@pytest.mark.parametrize(("country", "name", "said"), [
    ("us", "market.take_rate", 0.06),             # S33
    ("us", "incentives.settlement_days", 15),     # S31
    ("uk", "market.take_rate", 0.09),             # S34
    ("th", "market.take_rate", 0.0935),           # S35: 4% and 5.35%
    ("vn", "incentives.settlement_days", 7),      # S30: 3, 7 or 15
    ("cn", "market.categories.womenswear.return_rate", 0.55),  # S83: 50-60%
])
def test_published_figures(country: str, name: str, said: float) -> None:
    assert values(country, country)[name] == pytest.approx(said)


@pytest.mark.parametrize("country", COUNTRIES)
def test_deductions_expire_as_the_regime_in_force_says(country: str) -> None:
    """90 days everywhere (S2 S9 S12 S13), said by the regime and not by the country: regimes can be swapped."""
    config = compose([f"market={country}", "enforcement=strict"])
    assert "enforcement.expiry_days" not in config["market"]["regions"][country]["values"]
    assert compose([f"market={country}"])["enforcement"]["expiry_days"] == 90


@pytest.mark.parametrize(("country", "regime"), [
    ("id", "violation_points"),   # S10
    ("ph", "violation_points"),   # S13
    ("th", "posting_limit"),      # S21
    ("my", "posting_limit"),      # S21
    ("vn", "health_rating"),      # S4: since January 2026
    ("us", "health_rating"),      # S1 S2
])
def test_each_country_has_its_regime_and_ratings_fit_it(country: str, regime: str) -> None:
    alone = compose([f"enforcement={regime}"])["enforcement"]
    here = values(country, country)
    top = here.get("enforcement.rating.top", alone["rating"]["top"])
    assert top == alone["rating"]["top"]
    asked = {name: here.get(name, value) for name, value in (
        ("incentives.quality_bonus.min_rating", 150), ("incentives.campaign.min_rating", 150),
        ("incentives.commission.health_rating", 200))}
    assert all(rating <= top for rating in asked.values())
    worst = max(row["rating"] for row in alone["milestones"].values())
    assert all(rating >= worst for rating in asked.values())


@pytest.mark.parametrize("region", EUROPEAN)
def test_the_european_union_asks_for_reasons_and_notice(region: str) -> None:
    """S50: a statement of reasons for every restriction; section 6: twice the appeals."""
    common = compose([])["enforcement"]
    here = values("eu", region)
    assert here["enforcement.explain.share"] == here["enforcement.notice.share"] == 1.0
    assert here["enforcement.appeals.guilty"] == 2 * common["appeals"]["guilty"]
    assert here["enforcement.appeals.innocent"] == 2 * common["appeals"]["innocent"]
    assert here["enforcement.demotion.disclosed"] == 1.0 and here["enforcement.appeals.external_share"] > 0.0
    assert here["market.take_rate"] == 0.09
    assert here["enforcement.appeals.external_share"] > common["appeals"]["external_share"]
    pooled = values("eu_pooled", "eu")
    assert {name for name in pooled if pooled[name] != here[name]} <= {"enforcement.auto.language_coverage"}
    assert set(pooled) == set(here)


def test_a_country_of_the_union_can_differ() -> None:
    config = compose(["market=eu", "market.regions.fr.values.market.take_rate=0.08"])
    regions = config["market"]["regions"]
    assert regions["fr"]["values"]["market.take_rate"] == 0.08
    assert regions["de"]["values"]["market.take_rate"] == 0.09


def test_global_shares_of_sales_are_those_published() -> None:
    config = compose(["market=global"])
    regions = config["market"]["regions"]
    assert list(regions) == ["us", "uk", "eu", "id", "th", "vn", "ph", "my", "sg"]
    usual = config["market"]["categories"]

    def price(region: str) -> float:
        own = regions[region]["values"]
        of = {name: own.get(f"market.categories.{name}.price", row["price"]) for name, row in usual.items()}
        return sum(row["share"] * of[name] for name, row in usual.items())

    sales = {name: region["share"] * price(name) for name, region in regions.items()}
    known = sum(value for name, value in sales.items() if name != "eu")
    share = {name: 100 * value / known for name, value in sales.items()}
    assert share["us"] == pytest.approx(AMERICA, abs=1.5)
    assert share["uk"] == pytest.approx(BRITAIN, abs=0.7)
    assert sum(share[name] for name in ASIAN) == pytest.approx(SOUTH_EAST_ASIA, abs=1.5)
    assert share["id"] == pytest.approx(INDONESIA, abs=1.5)


@pytest.mark.parametrize("market", [*COUNTRIES, "eu", "global"])
def test_money_is_in_proportion_to_prices(market: str) -> None:
    """Incomes, wages and appeals' cost follow the level of prices: a poor country's creators are not paid US wages."""
    config = compose([f"market={market}"])
    for region in config["market"]["regions"].values():
        own = region["values"]
        usual = config["market"]["categories"]["beauty"]["price"]
        level = own.get("market.categories.beauty.price", usual) / usual
        ratios = [own.get(name, whole) / whole for name, whole in (
            ("population.creator.outside_option", config["population"]["creator"]["outside_option"]),
            ("enforcement.review.wage", config["enforcement"]["review"]["wage"]),
            ("enforcement.appeals.cost", config["enforcement"]["appeals"]["cost"]),
        )]
        assert all(0.7 * level <= ratio <= 1.2 * level for ratio in ratios)


def test_live_is_stronger_where_it_is_said_to_be() -> None:
    """Section 2.2: LIVE 60% of sales in China, 30-60% in South-East Asia, 14% in the US, 10-20% in the EU."""
    weights = [values(market, region)["market.live_share"] for market, region in
               (("cn", "cn"), ("th", "th"), ("us", "us"), ("eu", "de"))]
    assert weights == sorted(weights, reverse=True)


def test_the_default_market_stays_the_united_states_and_vietnam() -> None:
    assert compose([]) == compose(["market=us_vn"])


def test_every_number_of_a_country_has_a_word_on_where_it_is_from() -> None:
    for path in sorted((configs_folder() / "market").glob("*.yaml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for place, line in enumerate(lines):
            bare = line.partition("#")[0] == line and line.rstrip()[-1:].isdigit()
            assert not bare or line.strip().startswith(("share:", "price:")), f"{path.name}:{place + 1}"


def test_more_regions_than_a_page_can_list_are_refused(tmp_path: Path) -> None:
    (tmp_path / "market").mkdir()
    rows = "".join(f"  r{one}:\n    share: {1 / 1001}\n" for one in range(1001))
    (tmp_path / "market" / "many.yaml").write_text(f"regions:\n{rows}", encoding="utf-8")
    with pytest.raises(UserError, match="has 1,001 regions; at most 1000 are possible"):
        compose([f"hydra.searchpath=[{tmp_path}]", "market=many"])


def test_the_how_to_adds_a_country_that_runs(tmp_path: Path) -> None:
    written = [block.text for block in blocks(ROOT / "docs" / "howto" / "add-a-country.md") if block.language == "yaml"]
    (tmp_path / "market").mkdir()
    for name, text in zip(("kr", "us_kr"), written, strict=True):
        (tmp_path / "market" / f"{name}.yaml").write_text(text, encoding="utf-8")
    own: dict[str, Any] = yaml.safe_load(written[0])["regions"]["kr"]["values"]
    small = [f"hydra.searchpath=[{tmp_path}]", "population.viewers=400", "population.creators=40", "warmup_days=10"]
    both = compose([*small, "market=us_kr"])
    assert list(both["market"]["regions"]) == ["us", "kr"]
    assert both["market"]["regions"]["kr"]["values"]["market.take_rate"] == own["market"]["take_rate"]
    market = Ecosystem(compose([*small, "market=kr"]), seed=1).run(25)
    tallies = market.tallies()
    assert period(tallies, -10, 14)["gmv"] > 0

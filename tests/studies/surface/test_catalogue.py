"""The levers that matter most are levers, have a name, a unit and a reason, and doses that can be run."""

from __future__ import annotations

from sim.config import compose
from sim.config.names import parameters_of
from sim.methods.designs.settings import DesignSettings
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.catalogue import catalogue, lever_of
from sim.studies.surface.plan import plan_surface, todays
from sim.studies.surface.settings import shown_first


def test_the_catalogue_is_of_levers_of_the_default_market() -> None:
    config = compose([])
    every = parameters_of(config)
    assert len(catalogue()) >= 40
    for name, one in catalogue().items():
        assert every[name].kind == "lever", name
        assert one.why.endswith("."), name
        assert "_" not in one.name + one.unit, name


def test_each_of_them_has_eight_doses_with_today_among_them() -> None:
    config = compose([])
    plan = plan_surface(config, [], {}, DesignSettings(), "sim surface")
    doses: dict[str, set[float]] = {}
    for arm in plan.blueprint.scenarios[1:]:
        doses.setdefault(arm.changes[0].name, set()).add(arm.changes[0].to)
    assert list(doses) == list(catalogue())
    for name, found in doses.items():
        today = set(todays(config, name))
        assert len(found | (today if len(today) == 1 else set())) >= 8, name
        assert min(found) <= min(today) or min(today) not in found, name
    assert len({arm.name for arm in plan.blueprint.scenarios}) == len(plan.blueprint.scenarios)


def test_doses_are_said_as_people_say_them() -> None:
    every = parameters_of(compose([]))
    assert catalogue()["enforcement.auto.recall"].dose_words(0.67) == "67%"
    assert catalogue()["incentives.volume_bonus.per_hour"].dose_words(20) == "$0.20 an hour"
    assert catalogue()["enforcement.auto.minutes"].dose_words(1440) == "1,440 minutes"
    other = lever_of("enforcement.auto.language_coverage", every["enforcement.auto.language_coverage"])
    assert (other.name.endswith("."), other.why) == (False, "")


def test_every_headline_outcome_is_shown() -> None:
    assert set(HEADLINE) <= set(shown_first()) | {"cheating_premium", "platform_net_value"}

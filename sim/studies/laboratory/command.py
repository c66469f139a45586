"""``sim experiment``: would a test of a scenario tell the truth, by which design; and reading a test that was run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.errors import UserError, quoted
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import JOBS, RESULTS, VARIANT, YES, on_so_many, one_arm, run_options, whole_number

WORLDS = 20
"""Markets where the command line does not say how many."""

HORIZON = 104
"""Days where the command line does not say: two weeks before the test, and ninety after it began."""


def _share(option: str, written: str) -> float:
    """Return a share as it is written: ``0.5`` or ``50%``."""
    try:
        return float(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        raise UserError(f"{option} is {quoted(written)}, not a share as 0.5 or 50%") from None


def _experiment(asked: Asked) -> Task | None:
    options = asked.options
    if options.read:
        return Task([], lambda _config, _study: _read(asked), tells_network=False)
    from sim.studies.laboratory.file import asked_of, is_file

    words, written = list(asked.words), None
    if len(words) == 1 and is_file(words[0]):
        written = asked_of(Path(words[0]))
        words = [written.scenario]
    name = one_arm(words, options.variant, "sim experiment warn_first")
    overrides = on_so_many(list(asked.overrides), options.jobs)
    names = {word.lstrip("+").partition("=")[0] for word in overrides}
    overrides += [f"replications={options.worlds or WORLDS}"] if "replications" not in names else []
    overrides += [f"days={HORIZON}"] if "days" not in names else []

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.config.scenarios import load_scenario
        from sim.studies.laboratory.file import merged
        from sim.studies.laboratory.plan import plan_laboratory
        from sim.studies.laboratory.run import run_laboratory

        given = {
            "designs": _names(options.design), "metrics": _names(options.metric), "share": options.share,
            "days": options.days, "block": options.block, "measured": options.measured or None,
            "smallest": options.smallest, "curve": False if options.no_curve else None,
        }
        plan = plan_laboratory(config, load_scenario(name, config), merged(written, given), asked.command)
        run_laboratory(plan, asked.outputs, run_options(asked, config), tell_plan=options.plan)

    return Task(overrides, run)


def _read(asked: Asked) -> None:
    from sim.studies.laboratory.reading import print_readings, read_folder

    if asked.words:
        raise UserError(f"--read takes a folder and no scenario ({asked.words[0]})")
    share = asked.options.share or 0.5
    if not 0 < share < 1:
        raise UserError(f"--share is {share:g}: a share above 0 and below 1 leaves somebody in each arm")
    found, checks = read_folder(Path(asked.options.read).expanduser(), _names(asked.options.metric), share)
    print_readings(found, checks, json=asked.as_json)


def _names(written: list[str]) -> tuple[str, ...]:
    return tuple(name.strip() for one in written for name in one.split(",") if name.strip())


EXPERIMENT = Command(
    words="SCENARIO",
    about="Say whether a test of a scenario would tell the truth: run it inside the market by each design, analyse it "
    "as an analyst would, and score it against what a launch brings. Which test misleads, which to run, how long; with "
    "--read, what a test that was run says.",
    examples=(
        "experiment whatif_22 --variant everywhere --design creator,viewer,two_sided --metric gmv_net,quality",
        "experiment --read my_test --metric gmv,gmv/views --share 0.5",
    ),
    answer=_experiment,
    options=(
        VARIANT,
        Option("--design", "designs, with commas: creator, viewer, two_sided, cluster, agency, category, switchback, "
               "region, stepped (default: all that the scenario allows)", "NAMES", several=True),
        Option("--metric", "what the test is judged by (default: gmv_net, quality, creator_retention_30d)", "NAMES",
               several=True),
        Option("--share", "share to treat (default: 0.5)", "SHARE", read=_share),
        Option("--days", "days of the test (default: 28)", "N", read=whole_number),
        Option("--block", "days of the blocks of a test on and off (default: 7)", "N", read=whole_number),
        Option("--worlds", f"simulated markets (default: {WORLDS})", "N", read=whole_number),
        Option("--smallest", "smallest effect that somebody would act on, as 0.02", "SHARE", read=_share),
        Option("--measured", "judge by what the platform's labels say, errors included"),
        Option("--no-curve", "leave out the runs that look for a bend in the share"),
        Option("--plan", "print the plan of a test: design, days, ramp, guardrails, checks"),
        Option("--read", "read a test that was run from CSV files in a folder; nothing is simulated", "DIR"),
        JOBS, YES, *RESULTS,
    ),
    one_at_a_time="it runs many markets itself",
)

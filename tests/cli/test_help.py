"""Every command tells what concerns it, with examples that work; words, options and overrides stand in any order."""

from __future__ import annotations

import shlex
from itertools import permutations
from typing import Any

import pytest
import yaml

from sim.cli.completion import own_candidates
from sim.cli.line import names_of, read
from sim.cli.table import PLACES, PURPOSES, load, load_all

EXAMPLES = [(name, line) for name, command in load_all() for line in command.examples]


@pytest.mark.parametrize("name", PLACES)
def test_help_tells_what_concerns_a_command(name: str, sim: Any) -> None:
    code, out, err = sim(name, "--help")
    command = load(name)
    assert (code, err) == (0, "")
    assert out.startswith(f"usage: sim {name} {command.words}")
    assert all(f"\n  sim {line}\n" in out for line in command.examples)
    assert all(one.name in out for one in command.options)
    others = {one for other in PLACES for one in names_of(load(other))} - set(names_of(command))
    assert not [one for one in others if f" {one} " in out]
    assert ("enforcement   health_rating" in out) == command.overrides


def test_the_list_is_by_purpose(sim: Any) -> None:
    _, out, _ = sim("--help")
    for purpose, names in PURPOSES.items():
        block = out.partition(f"\n{purpose}:\n")[2].partition("\n\n")[0]
        assert [line.split()[0] for line in block.splitlines()] == list(names)


def test_every_command_has_two_examples() -> None:
    assert all(len(command.examples) == 2 for _, command in load_all())


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_examples_are_taken(name: str, example: str, sim: Any) -> None:
    words = shlex.split(example)
    if load(name).composes:
        code, out, err = sim(*words, "--cfg", "job", "--package", "engine")
        assert (code, yaml.safe_load(out)["name"], err) == (0, "compiled", "")
    else:
        assert read(words)[0] == words[0]


def test_an_option_is_the_same_to_every_command_that_has_it() -> None:
    kinds: dict[str, set[tuple[bool, bool]]] = {}
    for _, command in load_all():
        for one in command.options:
            kinds.setdefault(one.name, set()).add((bool(one.metavar), one.several))
    assert all(len(found) == 1 for found in kinds.values())


def test_words_options_and_overrides_stand_in_any_order() -> None:
    said = [["sweep"], ["--seeds", "3"], ["enforcement.auto.recall=0.3,0.5"], ["--outputs", "compare"]]
    for groups in permutations(said):
        name, _, asked = read([word for group in groups for word in group])
        assert (name, asked.words, asked.overrides) == ("sweep", [], ["enforcement.auto.recall=0.3,0.5"])
        assert (asked.options.seeds, asked.outputs.name) == (3, "compare")


@pytest.mark.parametrize(("words", "said"), [
    (["--ouputs", "x"], "sim has no option --ouputs. Did you mean --outputs? (sim --help)"),
    (["--seeds", "3"], "sim has no option --seeds (sweep, sensitivity, "),
    (["forecast", "--out", "x"], "sim forecast has no option --out. Did you mean --outputs? (sim forecast --help)"),
    (["forecast", "-s"], "sim forecast has no option -s."),
    (["forecast", "--json=yes"], "--json takes no value"),
    (["stress", "--cfg", "job"], "sim stress has no option --cfg: Hydra composes no configuration for it"),
    (["compare", "warn_first", "--all"], "sim compare has no option --all (levers has)"),
    (["compare", "--sedes", "3", "-h"], "sim compare has no option --sedes."),
    (["story", "creator", "-3"], "'-3' is not an agent's number"),
])
def test_a_wrong_option_is_one_line_and_exit_2(words: list[str], said: str, sim: Any) -> None:
    code, out, err = sim(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


@pytest.mark.parametrize(("before", "current", "offered", "not_offered"), [
    (["sweep"], "--", {"--seeds", "--yes", "--cfg"}, {"--variant", "--only", "--csv"}),
    (["explain", "whatif_01"], "--", {"--variant", "--outcome"}, {"--futures"}),
    (["query", "FOLDER"], "--", {"--csv", "--json"}, {"--cfg", "--seeds"}),
    (["--outputs", "compare", "robust"], "t", {"textbook", "training_drive"}, {"warn_first"}),
    (["roadmap"], "", {"safer_growth"}, {"warn_first"}),
    (["resume", "FOLDER"], "exec", {"execution=ray"}, set()),
])
def test_completion_knows_the_command(
    before: list[str], current: str, offered: set[str], not_offered: set[str]
) -> None:
    found = set(own_candidates(before, current)[0])
    assert offered <= found
    assert not not_offered & found

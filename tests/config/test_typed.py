"""Overrides as they are typed: numbers as people write them, names and values of any length, whatever was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.config import compose
from sim.config.change_context import ChangeContext
from sim.config.costs import money
from sim.config.documents import read_document
from sim.config.finding import Shelf, place_of
from sim.config.matters import read_smallest
from sim.config.triggers import read_trigger
from sim.config.typed import check_typed, decimal_comma
from sim.errors import UserError, brief, quoted, some_of, suggest


@pytest.mark.parametrize(("word", "said"), [
    ("seed=" + "9" * 25, "seed is '9999999999999999999999999', larger than any number here"),
    ("seed=" + "9" * 5000, "larger than any number here"),
    ("seed=" + "[" * 40 + "]" * 40, "nested too deeply"),
    ("x" * 300 + "=1", "no setting or parameter"),
    ("Größe=1", "names have plain letters"),
    ("=5", "a name is missing"),
    ("++=5", "a name is missing"),
    ("seed=1\x1b[31m", r"not shown but acts on what is (U+001B)"),
    ("network.data_dir=a\u202eb", "(U+202E): take it out"),
    ("network.data_dir=/data/my data (2027)", "put it in quotes for Hydra too"),
    ("~enforcement", "a group cannot be taken away"),
    ("~enforcement=strict", "a group cannot be taken away"),
    ("enforcement=", "enforcement needs an option"),
    ("enforcement={a: 1}", "not an option"),
    ("enforcement=5", "not an option"),
    ("enforcement=null", "not an option"),
    ("enforcement=[strict,lenient]", "takes one option, as in enforcement=strict"),
    ("enforcement=[]", "takes one option, as in enforcement=OPTION"),
])
def test_what_cannot_be_read_is_told_in_one_short_line(word: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        check_typed([word])
    told = str(caught.value)
    assert said in told and told.isprintable() and len(told) < 500


@pytest.mark.parametrize("word", [
    "seed=7", "tactics=[core,default]", "network.data_dir='/data/my data (2027)'", "enforcement=strict,lenient",
    "network.data_dir='/data/日本'", "+matters.gmv_net=1%",
])
def test_what_can_be_read_is_left_alone(word: str) -> None:
    check_typed([word])


@pytest.mark.parametrize(("text", "said"), [
    ("0,5", "write 0.5: the decimal sign is a point"), ("-12,25", "write -12.25: the decimal sign is a point"),
    ("1,000", "write 1000, without signs between thousands, or 1.000"), ("0,500", "write 0.500: the decimal sign is"),
    ("5", ""), ("1,2,3", ""), ("a,b", ""),
])
def test_a_decimal_comma_is_told(text: str, said: str) -> None:
    assert decimal_comma(text).startswith(said) and bool(decimal_comma(text)) == bool(said)


def test_a_share_in_percent_is_read_where_a_share_is_meant() -> None:
    assert compose(["enforcement.auto.recall=80%"])["enforcement"]["auto"]["recall"] == 0.8
    for word, said in (("days=80%", "days is '80%', not a whole"), ("enforcement.auto.recall=180%", "outside 0–1")):
        with pytest.raises(UserError, match=said):
            compose([word])


@pytest.mark.parametrize(("words", "said"), [
    (["start_date=0001-01-01"], "years 1900–9998"), (["start_date=9999-12-31"], "years 1900–9998"),
    (["start_date=9998-12-31", "days=10"], "years 1900–9998"), (["start_date=1900-01-01"], "years 1900–9998"),
    (["start_date=2027-02-30"], "not a date"), (["start_date=x"], "not a date"),
    (["enforcement.auto.recall=1e999"], "not a finite number"), (["days=1e30"], "outside"),
    (["seed"], "a value is missing, as in seed=1"),
    (["enforcement.auto.recall=nan"], "not a finite number"), (["enforcement.auto.recall=0,5"], "or write 0.5"),
])
def test_years_and_numbers_beyond_all_bounds_are_refused(words: list[str], said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        compose(words)
    assert len(str(caught.value)) < 400


def written(folder: Path, text: str) -> Path:
    (folder / "x.yaml").write_text(f"x: {text}\n", encoding="utf-8")
    return folder / "x.yaml"


@pytest.mark.parametrize(("text", "amount"), [
    ("25_000", 25000.0), ("$1,000", 1000.0), ("1,250,000 USD", 1250000.0), ("0.5", 0.5)])
def test_money_may_have_commas_between_thousands(text: str, amount: float, tmp_path: Path) -> None:
    entry = read_document(written(tmp_path, text), "x.yaml").mapping("x")["x"]
    assert money(entry, "budget") == amount


@pytest.mark.parametrize("text", ["1,5", "0,50 USD", "1.000,50", "1e999", "-5", "1,00,000", "x"])
def test_money_with_a_decimal_comma_is_not_taken_for_ten_times_as_much(text: str, tmp_path: Path) -> None:
    entry = read_document(written(tmp_path, f"'{text}'"), "x.yaml").mapping("x")["x"]
    with pytest.raises(UserError, match="not an amount in USD"):
        money(entry, "budget")


@pytest.mark.parametrize("text", ["0,5%", "1e999", "0,5 pp"])
def test_numbers_in_words_are_finite_and_have_a_point(text: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"write 0\.5|larger than any"):
        read_smallest(text, "quality")
    entry = read_document(written(tmp_path, f"violation_view_rate > {text}"), "x.yaml").mapping("x")["x"]
    with pytest.raises(UserError, match=r"write 0\.5|larger than any"):
        read_trigger(entry, "when", ["us"])


@pytest.mark.parametrize("text", ["99999999999", "day 99999999999", "9" * 5000])
def test_days_beyond_all_horizons_are_refused(text: str, tmp_path: Path) -> None:
    entry = read_document(written(tmp_path, f"'{text}'"), "x.yaml").mapping("x")["x"]
    with pytest.raises(UserError, match="not a day such as"):
        ChangeContext({"days": 10, "start_date": "2027-01-01"}).day(entry, "from")


@pytest.mark.parametrize(("there", "asked"), [
    ("plan.yaml.txt", "plan.yaml"), ("plan.yaml.txt", "plan.yaml.txt"), ("plan.yml.txt", "plan.yml"),
    ("plan.yaml.yaml", "plan.yaml"), ("plan.yaml.bak", "plan.yaml"), ("über plan.yaml.txt", "über plan.yaml"),
])
def test_a_hidden_ending_is_told(there: str, asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / there).write_text("question: x\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for find in (place_of, Shelf("roadmap").find, Shelf("threat").find):
        with pytest.raises(UserError, match=r"the file is called .*: rename it to"):
            find(f"./{asked}")


def test_a_file_that_is_there_is_taken_whatever_lies_beside_it(tmp_path: Path) -> None:
    for name in ("plan.yaml", "plan.yaml.txt"):
        (tmp_path / name).write_text("question: x\n", encoding="utf-8")
    assert place_of(str(tmp_path / "plan.yaml")).file == tmp_path / "plan.yaml"


@pytest.mark.parametrize(
    "value", ["x" * 9000, 10**9000, [[["x"] * 99] * 99] * 9, {"a": "b" * 999}, "\x1b[2J\u202e", b"\0" * 99],
    ids=["long", "large", "deep", "mapping", "acting", "bytes"])
def test_whatever_is_quoted_is_short_and_harmless(value: object) -> None:
    assert len(quoted(value)) <= 64 and quoted(value).isprintable()


def test_names_in_a_row_are_short_and_few() -> None:
    told = some_of(["a\x07", "b" * 500, *map(str, range(50))])
    assert told.isprintable() and told.startswith("a\\x07, bbb") and told.endswith("and 40 more") and len(told) < 200
    assert brief("ok") == "ok" and brief("y" * 99).endswith("y…")
    assert "\\x07" in suggest("recal", ["reca\x07l"])

"""The page to play with: one HTML file with its formulas and its script in it, which asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sim.methods.as_json import plain
from sim.methods.estimators import t_quantile
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.blueprint import Factor
from sim.runs.store import staged, write_json
from sim.show.catalogue import lever_words, parameter_of
from sim.show.numbers import subject, title
from sim.show.page import PAGE as REPORT
from sim.show.page import POLICY, SUMMARY, page_template
from sim.show.places import place_words
from sim.show.playing import EXPLORE_PAGE
from sim.show.words import capital
from sim.studies.explore.read import AGAINST, GROUPS, Answer, StoredExploration, bounds
from sim.studies.explore.words import error_words, heading, kept_words, moved_by, question, trust_sentences

PAGE = EXPLORE_PAGE
SCRIPTS = ("format.js", "answer.js", "state.js", "drawing.js", "explore.js")
"""Parts of the page's script, in the order in which they stand in it."""
HERE = Path(__file__).parent
_STEPS = 100


def write_explore_page(study: StoredExploration, summary: Mapping[str, Any]) -> None:
    """Write ``explore.html`` and, into a folder of its own kind, ``summary.json``.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    with staged(study.folder) as stage:
        (stage / PAGE).write_text(render(study), encoding="utf-8", errors="backslashreplace")
        if study.about["study"] == "explore":
            write_json(stage / SUMMARY, summary)


def render(study: StoredExploration) -> str:
    """Return the page as one file."""
    code = script_text()
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    script = Markup("<script>{}</script>").format(Markup(code))  # noqa: S704 - our own file, named by its digest
    policy = f"{POLICY}; script-src 'sha256-{digest}'"
    return page_template("explore").render(page_content(study), policy=policy, script=script)


def script_text() -> str:
    """Return the page's script."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


def page_content(study: StoredExploration) -> dict[str, Any]:
    """Return what the template shows, besides its script and policy."""
    whole = study.places[0]
    return {
        "title": question(study), "asked": question(study), "heading": heading(study), "counts": study.counts,
        "about": study.about, "environment": study.about["environments"][-1],
        "levers": [_lever(one) for one in study.factors],
        "outcomes": [title(one) for one in study.told],
        "trust": trust_sentences(study),
        "errors": [_error(study, one) for one in study.answers.values() if one.region == whole],
        "points": study.counts["points"], "seeds": study.counts["seeds"],
        "data": data_block(study),
        "report": REPORT if (study.folder / REPORT).is_file() else "",
    }


def data_block(study: StoredExploration) -> Markup:
    """Return the page's data as a block that no browser runs and no text can leave."""
    text = json.dumps(plain(page_data(study)), ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup('<script type="application/json" id="data">{}</script>').format(Markup(text))  # noqa: S704 - escaped


def page_data(study: StoredExploration) -> dict[str, Any]:
    """Return all that the page calculates with, as plain values."""
    seeds = study.counts["seeds"]
    return {
        "levers": [_lever(one) for one in study.factors],
        "outcomes": [
            {"name": one, "title": title(one), "subject": subject(one), "unit": OUTCOMES[one].unit,
             "better": OUTCOMES[one].better, "headline": one in (study.settings.outcomes or HEADLINE)}
            for one in study.told
        ],
        "regions": study.places, "called": {name: place_words(name) for name in study.places},
        "answers": [_formula(one) for one in study.answers.values()],
        "t": float(t_quantile(seeds - 1)) if seeds > 1 else 0.0,
        "presets": [{"name": one.name, "question": one.question, "values": dict(one.values), "simpler": one.simpler}
                    for one in study.presets],
        "groups": [{"name": name, "outcomes": list(of)} for name, of in GROUPS.items()],
        "against": list(AGAINST),
        "study": {"key": study.about["key"], "seeds": seeds, "points": study.counts["points"],
                  "runs": study.counts["finished"], "plain": study.plain, "days": int(study.config["days"]),
                  "viewers": int(study.config["population"]["viewers"])},
    }


def _lever(factor: Factor) -> dict[str, Any]:
    words, parameter = lever_words(factor.name), parameter_of(factor.name)
    low, high = bounds(factor)
    return {
        "name": factor.name, "title": words.name, "unit": words.unit, "times": words.times, "before": words.before,
        "why": words.why, "group": words.group, "words": list(words.words), "kind": factor.kind,
        "integer": factor.integer, "low": low, "high": high, "today": float(factor.base),
        "step": 1.0 if factor.integer else step((high - low) * words.times) / words.times,
        "allowed": [] if parameter is None else [parameter.low, parameter.high],
        "tried": f"tried from {words.amount(low)} to {words.dose_words(high)}",
        "now": words.dose_words(float(factor.base)),
    }


def step(span: float) -> float:
    """Return a step of about a hundredth of a span that people count in: 1, 2 or 5 of some unit."""
    size = 10.0 ** _exponent(span / _STEPS)
    return next((size * times for times in (1, 2, 5) if size * times >= span / _STEPS), 10 * size)


def _exponent(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


def _formula(answer: Answer) -> dict[str, Any]:
    return {
        "region": answer.region, "outcome": answer.outcome, "terms": [list(one) for one in answer.moves.terms],
        "weights": answer.moves.weights.tolist(), "error": answer.moves.error, "trust": answer.trust,
        "today": float(f"{answer.today:.10g}"), "smallest": answer.smallest,
    }


def _error(study: StoredExploration, answer: Answer) -> dict[str, str]:
    levers = [lever_words(one).name for one in moved_by(study, answer)]
    return {"title": capital(title(answer.outcome)), "trust": answer.trust, "error": error_words(answer),
            "share": kept_words(answer), "levers": ", ".join(levers) or "none of them"}

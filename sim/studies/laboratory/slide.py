"""One slide of a laboratory: what the usual test would show, what is true, and what to run instead."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.words import READ, best, findings, percent, share, telling, usual

SLIDE = "slide.pptx"


def write_slide(path: Path, lab: Laboratory) -> bool:
    """Write the slide; return whether python-pptx is there to do so."""
    if find_spec("pptx") is None:
        return False
    from pptx import Presentation
    from pptx.util import Inches, Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = findings(lab)[0]
    slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size = Pt(26)
    rows = _rows(lab)
    shape = slide.shapes.add_table(len(rows), 5, Inches(0.6), Inches(2.2), Inches(12.1), Inches(0.5 * len(rows)))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = shape.table.cell(at, column)
            cell.text = text
            cell.text_frame.paragraphs[0].runs[0].font.size = Pt(14)
    note = slide.shapes.add_textbox(Inches(0.6), Inches(6.8), Inches(12.1), Inches(0.5)).text_frame
    note.text = (f"{lab.plan.scenario.name}: tests of {lab.plan.ask.days} days in {lab.finished} simulated markets; "
                 "differences in per cent of the level without it")
    note.paragraphs[0].runs[0].font.size = Pt(11)
    deck.save(str(path))
    return True


def _rows(lab: Laboratory) -> list[list[str]]:
    rows = [["Outcome", "A launch brings", "The usual test shows", "Best test", "It decides rightly"]]
    for judged in lab.plan.ask.judged:
        first, chosen = usual(lab, judged), best(lab, judged)
        shows = percent(first.scores.estimate.value) if first and first.scores else "nothing"
        rows.append([
            judged.label, telling(lab, judged), f"{shows} ({first.design.label})" if first else shows,
            f"{chosen.design.label}, {READ[chosen.estimator]}" if chosen else "none",
            share(chosen.decision.value) if chosen else "–",
        ])
    return rows

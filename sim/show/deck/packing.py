"""Writing a presentation so that the same content is the same bytes.

A presentation is a ZIP whose entries carry the time of writing, and each of its charts holds a workbook, a ZIP too,
that says when it was made. Both are set to fixed times.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from pptx.presentation import Presentation as Deck

_THEN = (1980, 1, 1, 0, 0, 0)
_MADE = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def save_deck(deck: Deck, path: Path) -> None:
    """Write a presentation."""
    written = io.BytesIO()
    deck.save(written)
    made = deck.core_properties.created
    path.write_bytes(_fixed(written.getvalue(), made.strftime("%Y-%m-%dT%H:%M:%SZ").encode() if made else b""))


def _fixed(content: bytes, made: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(found, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = _fixed(part, made)
            elif name == "docProps/core.xml":
                part = _MADE.sub(rb"\g<1>" + made + rb"\g<3>", part)
            target.writestr(zipfile.ZipInfo(name, _THEN), part, zipfile.ZIP_DEFLATED)
    return found.getvalue()

"""Columns in their roles: names, numbers and flags, judged value by value, with every fault told by file and line.

Values come as text (`sim.model.network.formats`), so that a bad one is shown as it is written, with its line and, once
names are known, its node. Names are compared in Unicode's composed form (NFC): the same word typed on two machines is
the same node.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.errors import UserError, quoted, some_of, suggest
from sim.model.network.formats.rows import Account

TRUE, FALSE = ("1", "true", "yes", "y", "t", "1.0"), ("0", "false", "no", "n", "f", "0.0")
MISSING: Final = ("", "na", "n/a", "#n/a", "nan", "null", "none")
LARGEST, SMALLEST = 1e15, 1e-9
"""Between which a number has to lie that is not 0: beyond, sums of many are no numbers any more."""

_THOUSANDS = re.compile(r"[+-]?\d{1,3}([,.'\u2019\u00a0\u202f ]\d{3})+([.,]\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")
# Control characters, and those that turn the direction of what follows: they would garble any line they stand in.
_UNSHOWN = "[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
_LONGEST = 64


@dataclass
class Table:
    """A table of one file.

    Attributes
    ----------
    columns
        Text, indexed by the line of each row (0: not known).
    account
        What was taken of the file; roles and faults that are no faults are added.
    who
        Each row's node, once that is known.
    """

    columns: pd.DataFrame
    path: Path
    account: Account
    who: pd.Series[str] | None = None

    def column(self, name: str, role: str) -> pd.Series[str]:
        """Return one column in a role; if there is none, say which is nearest."""
        if name not in self.columns.columns:
            there = self.account.columns
            kind = "column" if self.account.format == "CSV" else "attribute"
            raise UserError(
                f"no {kind} {quoted(name)} (network.columns.{role}); it has {some_of(there) or 'none'}."
                + suggest(name, there) + self._instead(name, role), path=self.path)
        self.account.roles[role] = name
        found: pd.Series[str] = self.columns[name].str.strip()
        return found

    def _instead(self, name: str, role: str) -> str:
        if suggest(name, self.account.columns):
            return ""
        if role in ("reach", "tenure", "partner"):
            return f" network.columns.{role}=null goes without it."
        if self.account.format == "CSV":
            return f" If that is no header, give columns by number, as in network.columns.{role}=1."
        return ""

    def numbers(self, name: str, role: str) -> NDArray[np.float64]:
        """Return a column as numbers: 0, or between `SMALLEST` and `LARGEST`."""
        text = self.column(name, role)
        values: NDArray[np.float64] = pd.to_numeric(text, errors="coerce").to_numpy(np.float64, na_value=np.nan)
        bad = ~np.isfinite(values)
        if bad.any():
            self._not_a_number(text, bad, name)
        for wrong, limit in (
            (values < 0, "it must be at least 0"), (values > LARGEST, f"it must be at most {LARGEST:g}"),
            ((values > 0) & (values < SMALLEST), f"it must be 0 or at least {SMALLEST:g}"),
        ):
            if wrong.any():
                self._fault(text, wrong, f"{name} is <>; {limit}")
        return values

    def _not_a_number(self, text: pd.Series[str], bad: NDArray[np.bool_], name: str) -> None:
        missing = text.str.lower().isin(MISSING).to_numpy(bool)
        if missing.any() and int(np.argmax(bad)) == int(np.argmax(missing)):
            written = text.iloc[int(np.argmax(missing))]
            if self.who is not None:
                node = self.who.iloc[int(np.argmax(missing))]
                self._fault(text, missing, f"node {shown(node)} has no {name}" + (f" ({written})" if written else ""))
            self._fault(text, missing, f"{name} is <>, not a number")
        first = text.iloc[int(np.argmax(bad))]
        hint = "write it without signs between thousands" if _THOUSANDS.fullmatch(first) else (
            "the decimal sign is a point" if _COMMA.fullmatch(first) else "")
        self._fault(text, bad, f"{name} is <>, not a number" + (f": {hint}" if hint else ""))

    def flags(self, name: str, role: str) -> NDArray[np.bool_]:
        """Return a column of 0/1, true/false or yes/no as booleans; one without a value is false, and counted."""
        lower = (text := self.column(name, role)).str.lower()
        true: NDArray[np.bool_] = lower.isin(TRUE).to_numpy(bool)
        missing: NDArray[np.bool_] = lower.isin(MISSING).to_numpy(bool)
        bad = ~(true | missing | lower.isin(FALSE).to_numpy(bool))
        if bad.any():
            self._fault(text, bad, f"{name} is <>; it must be 0 or 1, true or false, yes or no")
        if missing.any():
            self.account.notes.append(f"{int(missing.sum()):,} without {name} count as no")
        return true

    def names(self, name: str, role: str, unique: bool = False) -> pd.Series[str]:
        """Return a column of names in composed form, none of them empty and, if asked, none twice."""
        text = self.column(name, role)
        empty = (text == "").to_numpy(bool)
        if empty.any() and self.who is not None:
            self._fault(text, empty, f"node {shown(self.who.iloc[int(np.argmax(empty))])} has no {name}")
        if empty.any():
            self._fault(text, empty, f"{name} is empty")
        composed: pd.Series[str] = text.str.normalize("NFC")
        if changed := int((composed != text).sum()):
            self.account.notes.append(f"{changed:,} of {name} written in another Unicode form, compared in NFC")
        if unique and composed.duplicated().any():
            twice = composed.duplicated().to_numpy(bool)
            alone = not text.duplicated().any()
            self._fault(composed, twice, f"node <> is there twice ({name}{', in two Unicode forms' if alone else ''})")
        return composed

    def ends(self, nodes: pd.Index[Any], text: pd.Series[str], where: str) -> NDArray[np.int64]:
        """Return the positions of named nodes; one that is not ``where`` nodes stand is a fault."""
        found: NDArray[np.int64] = nodes.get_indexer(pd.Index(text)).astype(np.int64)
        if (found < 0).any():
            wanted = _plain(text.iloc[int(np.argmax(found < 0))])
            near = next((f" Did you mean {shown(one)}?" for one in nodes if _plain(one) == wanted), "")
            self._fault(text, found < 0, f"node <> is not {where}{'.' if near else ''}{near}")
        return found

    def _fault(self, text: pd.Series[str], bad: NDArray[np.bool_], message: str) -> None:
        """Stop at the first bad value, which stands in the message where ``<>`` does."""
        first = int(np.argmax(bad))
        more = int(bad.sum()) - 1
        told = message.replace("<>", shown(text.iloc[first]), 1)
        raise UserError(told + (f" (and {more:,} more rows)" if more else ""), path=self.path,
                        line=int(text.index[first]) or None)


def shown(name: str) -> str:
    """Return a name as an error quotes it: short, and without signs that are not seen."""
    return quoted(name)


def displayed(names: pd.Series[str]) -> list[str]:
    """Return names as stories and pictures show them: of some length, and with nothing that garbles a line."""
    clean = names.str.replace(_UNSHOWN, "\ufffd", regex=True)
    return [name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…" for name in clean.tolist()]


def _plain(name: str) -> str:
    """Return what two spellings of a name have in common: neither case nor width, no decimals or zeros of a number."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip()
    return re.sub(r"^0+(?=\d)|\.0+$", "", folded)

"""The small languages of a scenario's values: numbers with units, spans of days, days and dates."""

from __future__ import annotations

import datetime as dt
import re

from sim.config.documents import Entry
from sim.config.numbers import check, show_range
from sim.config.typed import decimal_comma
from sim.config.units import is_fraction, unit_matches
from sim.errors import quoted
from sim.model.parameters import Parameter

NUMBER = r"[-+]?(?:\d+(?:_\d+)*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_QUANTITY = re.compile(rf"(?P<number>{NUMBER}|[-+]?\.?(?:inf|nan))\s*(?P<unit>.*)", re.IGNORECASE)
_SPAN = re.compile(r"(?P<count>\d{1,9})(?:\s*(?P<unit>days?|weeks?))?")
_DAY = re.compile(r"(?:day\s+)?(?P<day>[-+]?\d{1,9})")


def quantity(entry: Entry, name: str, parameter: Parameter) -> int | float:
    """Read a lever's value: a number, a percentage of a fraction, or a number with the lever's own unit."""
    text = entry.text(f"to of {name}")
    found = _QUANTITY.fullmatch(text)
    if parameter.words and found is None:
        return check(name, text, parameter, path=entry.path, line=entry.line)
    if found is None:
        raise entry.error(f"{name} is {quoted(text)}, not a number in {show_range(parameter)}")
    if comma := decimal_comma(text.rstrip(" %")):
        raise entry.error(f"{name} is {quoted(text)}, not a number: {comma}")
    value = float(found["number"].replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))
    unit = found["unit"].strip()
    if unit == "%" and is_fraction(parameter.unit):
        value /= 100.0
    elif unit and (unit == "%" or not unit_matches(unit, parameter.unit)):
        raise entry.error(f"{name} is in {parameter.unit}, not in {quoted(unit)}")
    return check(name, value, parameter, path=entry.path, line=entry.line)


def span(entry: Entry, what: str) -> int:
    """Read a number of days (``14 days``, ``2 weeks``, ``14``)."""
    days = span_of(entry.text(what))
    if days is None:
        raise entry.error(f"{what} is {quoted(entry.text(what))}, not a number of days such as 14 days")
    return days


def span_of(text: str) -> int | None:
    """Return the days that some words name, ``None`` where they name none."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    return int(found["count"]) * (7 if (found["unit"] or "").startswith("week") else 1)


def day(entry: Entry, what: str, start_date: str, days: int, *, last: int | None = None) -> int:
    """Read a day of the horizon: ``day 30``, ``30`` or a calendar date.

    Parameters
    ----------
    start_date
        Calendar date of day 0.
    days
        Length of the horizon.
    last
        Last day that is allowed, if there is one.

    Raises
    ------
    UserError
        If it is no day, or before the start, or after ``last``.
    """
    text = entry.text(what)
    origin = dt.date.fromisoformat(start_date)
    found = _DAY.fullmatch(text)
    try:
        number = int(found["day"]) if found else (dt.date.fromisoformat(text) - origin).days
    except ValueError as error:
        raise entry.error(f"{what} is {quoted(text)}, not a day such as day 30 or a date such as 2027-03-01") from error
    if number < 0:
        raise entry.error(f"{what} {text} is before the start of the horizon (day 0 is {origin})")
    if last is not None and number > last:
        end = origin + dt.timedelta(days=days - 1)
        right = "; leave until out to keep the change to the end" if what == "until" else ""
        raise entry.error(f"{what} {text} is after the end of the horizon (its last day is {days - 1}, {end}){right}")
    return number

"""A creator's cases as told in its diary: flags, penalties, reviews, appeals, and points that come back.

Closed cases leave the ledger on the day they are closed, so a case that is missing today is told from the state that it
was in yesterday.
"""

from __future__ import annotations

from typing import Any

from sim.model.ecosystem.diaries.diary import rows_of
from sim.model.parameters.review import REVIEW_SLA
from sim.model.state.schema import APPEALED, AUTO, AVAILABLE, LIVE, PENALISED, QUEUED, SCHEDULED, UPHELD, VIDEO

KIND_NAMES = {LIVE: "LIVE", VIDEO: "video"}


class CaseFile:
    """The cases of one account, and what became of them since yesterday."""

    def __init__(self, model: Any, row: int) -> None:
        self.row = row
        self.cases = rows_of(model.state.cases, "creator", row)

    def compare(self, model: Any, me: dict[str, Any], day: int, clock: int, ladder: str) -> list[str]:
        """Return today's lines.

        Parameters
        ----------
        me
            The account's fields now.
        ladder
            What today's move on the ladder means, put after the first penalty.
        """
        self.model, self.me, self.day, self.clock, self.ladder = model, me, day, clock, ladder
        now = rows_of(model.state.cases, "creator", self.row)
        lines: list[str] = []
        for identity, case in self.cases.items():
            lines += self._moved(case, now[identity]) if identity in now else self._closed(case)
        new = [case for identity, case in now.items() if identity not in self.cases]
        for offer in (2 * self.row + LIVE, 2 * self.row + VIDEO):
            lines += self._offer(offer, new)
        for case in now.values():
            if case["state"] == APPEALED and case["filed"] == clock and not case["outside"]:
                lines.append(f"appealed ({self._policy(case['policy'])}), to be decided on day {self._due(case)}")
        self.cases = now
        return lines

    def _offer(self, at: int, new: list[dict[str, Any]]) -> list[str]:
        """Tell what enforcement did with one of today's offers."""
        offers = self.model.state.offers
        if not offers.active[at]:
            return []
        flagged = bool(offers.flag[at] >= 0)
        mine = [c for c in new if c["policy"] == offers.accused[at] and (c["source"] == AUTO) == flagged]
        name = KIND_NAMES[at % 2]
        if flagged and offers.demoted[at]:
            new[:] = [case for case in new if case not in mine]
            told = "and told why" if self.me["notified_on"] == self.clock else "without notice"
            return [f"{name} shown to fewer ({self._policy(int(offers.accused[at]))}), {told}"]
        if not mine:
            if not flagged:
                return []
            fate = "cleared by review" if offers.to_review[at] else "penalty overturned"
            return [f"{name} flagged ({self._policy(int(offers.accused[at]))}), {fate} the same day"]
        case = mine[0]
        new.remove(case)
        if case["state"] == QUEUED:
            source = "flagged" if flagged else "reported by viewers"
            return [f"{name} {source} ({self._policy(case['policy'])}), waits for review"]
        if not flagged or offers.to_review[at]:
            return self._penalty(f"{name} penalised after review", case)
        if offers.hot[at, AVAILABLE] < offers.hot[at, SCHEDULED]:
            verb = "cut" if at % 2 == LIVE else "taken down"
            return self._penalty(f"{name} {verb} after {offers.flag[at]} min", case)
        return self._penalty(f"{name} penalised after its end", case)

    def _penalty(self, what: str, case: dict[str, Any]) -> list[str]:
        source = "auto" if case["source"] == AUTO else "reports"
        price = f"-{case['points']}" if case["counted"] else "warning"
        line = f"{what} ({source}, {self._policy(case['policy'])}, {price}) → rating {self.me['rating']}{self.ladder}"
        self.ladder = ""
        if not case["guilty"]:
            line += " · had broken no rule"
        if self.me["notified_on"] != self.clock:
            line += " · without notice"
        return [line]

    def _moved(self, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        bought = before["points"] - after["points"]
        lines = [f"bought back +{bought} of day {self._date(after)}"] if bought > 0 else []
        return lines + self._moved_on(before, after)

    def _moved_on(self, before: dict[str, Any], after: dict[str, Any]) -> list[str]:
        if before["state"] == QUEUED and after["state"] in (PENALISED, APPEALED, UPHELD):
            lines = self._penalty(f"penalised after review of day {self._date(before)}", after)
            return lines + (self._rejected() if after["state"] == UPHELD else [])
        if after["outside"] and not before["outside"]:
            return [f"appeal rejected, taken to a body outside, to be decided on day {self._due(after)}"]
        return self._rejected() if before["state"] == APPEALED and after["state"] == UPHELD else []

    def _rejected(self) -> list[str]:
        return [f"appeal rejected, penalty upheld · fairness felt {self.me['fairness']:.2f}"]

    def _closed(self, case: dict[str, Any]) -> list[str]:
        policy = self._policy(case["policy"])
        if case["state"] == QUEUED and self.clock - case["day"] >= self._deadline():
            return [f"case of day {self._date(case)} closed on its last day without a penalty ({policy})"]
        if case["state"] == QUEUED:
            return [f"cleared by review of day {self._date(case)} ({policy})"]
        if case["demoted"]:
            return [f"appeal against a demotion decided ({policy}) · fairness felt {self.me['fairness']:.2f}"]
        if case["state"] == APPEALED:
            return [
                f"appeal won ({policy}, +{case['points']}) → rating {self.me['rating']} · "
                f"fairness felt {self.me['fairness']:.2f}"
            ]
        return [f"penalty of day {self._date(case)} expired (+{case['points']}) → rating {self.me['rating']}"]

    def _policy(self, policy: int) -> str:
        return str(self.model.book.rows["tactics"][policy - 1]).replace("_", " ")

    def _due(self, case: dict[str, Any]) -> int:
        return int(case["due"]) - self.clock + self.day

    def _deadline(self) -> float:
        return float(self.model.book.today.values[self.me["region"], REVIEW_SLA])

    def _date(self, case: dict[str, Any]) -> int:
        return int(case["day"]) - self.clock + self.day

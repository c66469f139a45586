"""What detectors see, and what becomes of a suspicion and of who is sanctioned."""

from __future__ import annotations

from typing import ClassVar

from sim.model.draws.decision import NORMAL, Numbers


class Screening(Numbers):
    """The scan of an offer, and its estimate in the ranking."""

    SEEN = 0
    MINUTES = 1
    TO_REVIEW = 2
    ACCUSED = 3
    ESTIMATE = 4
    DEMOTED = 6
    widths: ClassVar = {"ESTIMATE": NORMAL}


class Precheck(Numbers):
    """The check of an offer before publication."""

    CHECKED = 0
    AFTER_PROMPT = 1


class Mutation(Numbers):
    """New forms of a region's tactics, by the tactic's number."""

    TACTIC = 0
    widths: ClassVar = {"TACTIC": 128}


class ReportRing(Numbers):
    """Reports that a ring of rivals files on an offer."""

    STRIKES = 0


class Review(Numbers):
    """A case: of what a report accuses, and its review."""

    ACCUSED = 0
    RIGHT = 1
    TAKEN_UP = 2
    IN_LINE = 3
    BY_DEFAULT = 4
    HOUR = 5


class CaseKey(Numbers):
    """Forks of a case."""

    NOTICE = 1
    APPEAL = 2
    AT_ONCE = 3
    OUTSIDE = 4
    AUDIT = 5


class Notice(Numbers):
    """Notice of a penalty or a demotion, and the appeal that may follow."""

    GIVEN = 0
    EXPLAINED = 1
    APPEALS = 2
    CLIP = 3
    FILING_DELAY = 4
    DEMOTION_DISCLOSED = 5
    DECISION_DAYS = 6


class Appeal(Numbers):
    """An appeal decided by the platform."""

    OVERTURNED = 0


class AtOnce(Numbers):
    """An appeal granted without a look where the detector was not sure."""

    CONFIDENCE = 0
    GRANTED = 1


class Outside(Numbers):
    """An appeal to a certified body."""

    FILED = 0
    OVERTURNED = 1


class Audit(Numbers):
    """A second look at a penalty that nobody appealed."""

    SAMPLED = 0
    TAKEN_BACK = 1


class Quiz(Numbers):
    """A creator's quiz on the rules."""

    PASSED = 0


class LinkedAction(Numbers):
    """A removed owner: whether an unrelated account is taken for one of its own."""

    MISTAKEN = 0


class LinkedAccount(Numbers):
    """An account beside that of a removed owner (forked by the other account from the removed one)."""

    RECOGNISED = 0
    REMOVED = 1
    MISTAKEN = 2

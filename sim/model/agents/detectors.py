"""A region's detectors: what they know, the check before publication, the scan of what is published.

In columns: `sim.model.day.detectors` and `sim.model.day.screening`.
"""

from __future__ import annotations

from typing import Any, cast

from sim.model.agents.account import Account, Offer
from sim.model.agents.cell import Cell
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import Mutation, Precheck, Screening
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.rules import belonging, detection, deterrence
from sim.model.rules.measures import micro
from sim.model.state.schema import ACTIVE


class Detectors:
    """The detectors of one region.

    Parameters
    ----------
    cell
        The region as it stands today.
    record
        Its row of the policy table.

    Attributes
    ----------
    last_retrain
        Day on which they were last retrained; they drift from there.
    knowledge, labels
        What they know of each policy (0-1), and the confirmed cases that the next retrain can learn from.
    horizon
        Day 0 of the horizon on the clock, from which tactics' days of appearance count.
    """

    def __init__(self, cell: Cell, record: dict[str, Any]) -> None:
        self.cell = cell
        self.last_retrain: int = record["last_retrain"]
        self.horizon: int = record["horizon"]
        self.knowledge: list[float] = record["knowledge"]
        self.labels: list[float] = record["labels"]

    def to_row(self) -> dict[str, Any]:
        """Return what they know, as fields of the policy table."""
        return {
            "last_retrain": self.last_retrain, "horizon": self.horizon, "knowledge": self.knowledge,
            "labels": self.labels,
        }

    def learn(self, day: int, seed: int) -> None:
        """Once a week let tactics mutate; retrain the detectors if their time has come; read their state."""
        cell = self.cell
        if day % 7 == 0:
            self.mutate(fork(key(seed, Decision.MUTATION, day), cell.region))
        age = day - self.last_retrain
        if age >= cell.values[d.RETRAIN_DAYS]:
            self.last_retrain = day
            for k in range(1, cell.policies):
                self.knowledge[k] = detection.relearned(
                    cell.p, cell.tactics[k], self.knowledge[k], self.labels[k], age, cell.creators_base
                )
                self.labels[k] = detection.aged_labels(cell.p, self.labels[k], age)
        for k in range(1, cell.policies):
            if detection.appeared(cell.tactics[k], day - self.horizon):
                cell.tally[y.KNOWLEDGE] += micro(self.knowledge[k])
                cell.tally[y.KNOWN_TACTICS] += 1

    def confirm(self, policy: int) -> None:
        """Take a confirmed case as an example to learn from."""
        self.labels[policy] += 1.0

    def mutate(self, mine: int) -> None:
        """Let each tactic take a new form with a chance that rises with its users and with what is known of it."""
        cell = self.cell
        users = [0] * cell.policies
        for creator in cell.creators:
            if creator.status <= ACTIVE:
                users[creator.tactic] += 1
        for k in range(1, cell.policies):
            drawn, share = uniform(mine, Mutation.TACTIC + k), users[k] / max(1, sum(users))
            if detection.mutates(cell.p, drawn, share, self.knowledge[k]):
                self.knowledge[k] = detection.outmoded(cell.p, self.knowledge[k])
                self.labels[k] = detection.outmoded(cell.p, self.labels[k])
                cell.tally[y.MUTATIONS] += 1

    def chance_for(self, creator: Account, violation: int, day: int) -> float:
        """Return the probability that a creator's offer is flagged today, by the levers of the cell it is in."""
        own, self.cell = self.cell, cast(Cell, creator.cell)  # what `flag_chance` reads, a subclass's too
        chance = self.flag_chance(violation, day)
        self.cell = own
        return chance

    def flag_chance(self, violation: int, day: int) -> float:
        """Return the probability that an offer is flagged today."""
        return detection.flag_chance(
            self.cell.p, self.cell.tactics[violation], violation > 0, self.knowledge[violation],
            day - self.last_retrain, day - self.horizon,
        )

    def precheck(self, creator: Account, kind: int, violation: int, deliberate: bool, seed: int, day: int) -> int:
        """Check an offer before it is published, perhaps; return what its creator makes of it."""
        cell = creator.cell
        p, values, tally = cell.p, cell.values, cell.tally
        mine = fork(fork(key(seed, Decision.PRECHECK, day), creator.id), kind)
        if uniform(mine, Precheck.CHECKED) >= values[d.PRECHECK]:
            return detection.POSTED
        tally[y.PRECHECKED] += 1
        tally[y.PRECHECK_COST] += int(values[d.PRECHECK_COST])
        craft = belonging.seen_through(p, creator.craft, deliberate)
        seen = uniform(fork(fork(key(seed, Decision.SCREEN, day), creator.id), kind), Screening.SEEN)
        if seen >= values[d.PRECHECK_VISIBLE] * craft * self.chance_for(creator, violation, day):
            return detection.POSTED
        if violation > 0:
            creator.awareness = deterrence.taught(creator.awareness, values[d.PRECHECK_LESSON])
        done = detection.after_prompt(p, uniform(mine, Precheck.AFTER_PROMPT), deliberate, violation > 0)
        tally[y.PRECHECK_REVISED] += done == detection.REVISED
        tally[y.PRECHECK_CANCELLED] += done == detection.CANCELLED
        if violation > 0 and done != detection.POSTED:  # who heeds it has been found too; who does not is penalised
            creator.notices += 1
            creator.notified_policy = violation
        return done

    def screen(self, stream: int, day: int) -> None:
        """Scan today's offers as they are published; fix the minute at which flagged ones stop."""
        tally = self.cell.tally
        for creator in self.cell.creators:
            for offer in creator.offers:
                if offer.active:
                    tally[y.OFFERS] += 1
                    tally[y.SCREENING_COST] += int(creator.cell.values[d.MODEL_COST])
                    self.scan(offer, fork(fork(stream, creator.id), offer.kind), day)

    def scan(self, offer: Offer, mine: int, day: int) -> None:
        """Flag one offer, or not."""
        cell, violation = offer.creator.cell, offer.violation
        offer.flag, offer.to_review, offer.demoted, offer.looked = -1, 0, 0, 0
        if violation > 0:
            cell.tally[y.VIOLATING_OFFERS] += 1
            cell.tally[y.DELIBERATE_OFFERS] += offer.deliberate
        craft = belonging.seen_through(cell.p, offer.creator.craft, offer.deliberate == 1)
        if uniform(mine, Screening.SEEN) >= craft * self.chance_for(offer.creator, violation, day):
            return
        named = violation or detection.accused(cell.p, cell.table, uniform(mine, Screening.ACCUSED), day - self.horizon)
        if named == 0:
            return
        cell.tally[y.FLAGGED] += 1
        offer.accused = named
        offer.flag = detection.minutes_to_act(cell.p, cell.tactics[named], uniform(mine, Screening.MINUTES))
        self.decide_flag(offer, mine)

    def decide_flag(self, offer: Offer, mine: int) -> None:
        """Send a flagged offer to review, show it to fewer, or stop it at its minute."""
        values, tally = offer.creator.cell.values, self.cell.tally
        if uniform(mine, Screening.TO_REVIEW) < values[r.REVIEW_SHARE]:
            offer.to_review = 1
        elif uniform(mine, Screening.DEMOTED) < values[d.DEMOTION]:
            offer.demoted = 1
            tally[y.DEMOTED] += 1
        elif offer.flag < offer.scheduled:
            offer.available = float(offer.flag)
            tally[y.STOPPED] += 1
            tally[y.MINUTES_TO_ACT] += offer.flag
            tally[y.STOPS + detection.bucket(offer.flag)] += 1

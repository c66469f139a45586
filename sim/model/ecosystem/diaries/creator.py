"""A creator's diary: tactics and who showed them, penalties and appeals, the ladder, the monthly balance, the end."""

from __future__ import annotations

from typing import Any

from sim.model.day.births import ACCOUNT
from sim.model.ecosystem.diaries.cases import CaseFile
from sim.model.ecosystem.diaries.diary import MONTH, Diary, called, listed, money
from sim.model.parameters.ledger import MILESTONE_RATING, NO_LIMIT
from sim.model.state.schema import ACTIVE, LEFT, PILOT, REMOVED

NOTABLE_EFFORT = 0.05
NOTABLE_CHANGE = 0.5  # of followers or of the month's earnings


class CreatorDiary(Diary):
    """The life of one creator account; see :class:`~sim.model.ecosystem.diaries.diary.Diary`."""

    table = "creators"

    def __init__(self, model: Any, row: int) -> None:
        super().__init__(model, row)
        self.case_file = CaseFile(model, row)
        self.most_followers = self.was["followers"]
        self.had_bonus = False
        self.month = {"effort": self.was["effort"], "followers": self.was["followers"], "last_earned": 0}
        self.earned = self.bonus = 0
        self._remember(model)

    def introduce(self, model: Any) -> str:
        """Return the account's region, category, skill, first day and agency."""
        me = self.was
        since = me["joined"] - model.config["warmup_days"]
        parts = [
            f"creator {called(model, self.row)}", model.regions[me["region"]],
            model.book.rows["market.categories"][me["category"]],
            f"skill {me['skill']:.2f}", f"{'pilot' if me['status'] == PILOT else 'here'} since day {since}",
        ]
        return " · ".join(parts + ([f"agency {me['agency']}"] if me["agency"] >= 0 else []))

    def _remember(self, model: Any) -> None:
        """Keep what peers showed and earned, which is what creators see of each other tomorrow."""
        creators = model.state.creators
        self.shown, self.incomes = creators.shown_tactic.copy(), creators.income.copy()

    def compare(self, model: Any, was: dict[str, Any], now: dict[str, Any]) -> None:
        """Tell of tactics, cases, the ladder, careers and each month's balance."""
        if now["tactic"] != was["tactic"]:
            self._tactic(model, was["tactic"], now["tactic"])
        lines = self.case_file.compare(model, now, self.day, self.clock, ladder_note(model, was, now))
        for line in lines:
            self.tell(line)
        self._ladder(model, was, now, told=bool(lines))
        self._career(model, was, now)
        self._balance(was, now)
        self._remember(model)

    def _tactic(self, model: Any, before: int, after: int) -> None:
        names = [name.replace("_", " ") for name in model.book.rows["tactics"]]
        if after == 0:
            self.tell(f'gave up "{names[before - 1]}"')
            return
        network = model.state.peers
        peers = network.indices[network.indptr[self.row] : network.indptr[self.row + 1]]
        known = peers[peers < len(self.shown)]
        models = sorted({
            int(peer) for peer in known if self.shown[peer] == after and self.incomes[peer] > self.incomes[self.row]
        })
        new = names[after - 1]
        verb = f'moved from "{names[before - 1]}" to "{new}"' if before else f'took up "{new}"'
        if models:
            peers_told = f"{len(models)} better-paid peer{'s' * (len(models) > 1)} ({listed(model, models)})"
            self.tell(f"{verb} after {peers_told} had")
        else:
            self.tell(f"{verb}, on a try")

    def _ladder(self, model: Any, was: dict[str, Any], now: dict[str, Any], told: bool) -> None:
        moved = now["milestone"] - was["milestone"]  # a penalty's line has told of a move up already
        if now["status"] <= ACTIVE and (moved < 0 or (moved > 0 and not told)):
            self.tell(f"rating {was['rating']} → {now['rating']}{ladder_note(model, was, now)}")
        if now["suspended_until"] > max(was["suspended_until"], self.clock + 1):
            self.tell(f"suspended until day {now['suspended_until'] - model.config['warmup_days']}")
        if now["posting_limit"] < min(was["posting_limit"], NO_LIMIT):
            self.tell(f"limited to {now['posting_limit']} pieces a day")
        if now["links_hidden"] > was["links_hidden"]:
            self.tell("product links hidden: nothing can be sold")
        if now["frozen_until"] > max(was["frozen_until"], self.clock + 1):
            self.tell(f"commission frozen until day {now['frozen_until'] - model.config['warmup_days']}")
        if now["status"] == REMOVED and was["status"] != REMOVED:
            worst = max(range(len(now["breaches"])), key=lambda k: now["breaches"][k])
            name = model.book.rows["tactics"][worst - 1].replace("_", " ")
            breaches = f" · {now['breaches'][worst]} counted breaches of {name}" if now["breaches"][worst] else ""
            self.tell(f"removed: rating {now['rating']}{breaches}")

    def _career(self, model: Any, was: dict[str, Any], now: dict[str, Any]) -> None:
        if was["status"] == PILOT and now["status"] == ACTIVE:
            self.tell(f"graduated from the pilot with {now['followers']:,} followers")
        if now["status"] == LEFT and was["status"] != LEFT:
            self.tell(
                f"left: exposure {_share(now['exposure'], now['aspiration'])} of aspiration, "
                f"income {_share(now['income'], now['outside'])} of outside option, fairness {now['fairness']:.1f}"
            )
        if was["status"] == LEFT and now["status"] != LEFT:
            self.tell(f"took up the account again after a break, with {now['followers']:,} followers")
        if now["status"] == REMOVED and now["return_day"] == self.clock:
            creators = model.state.creators
            again = [row for row in range(len(self.shown), creators.n) if creators.id[row] == now["id"] + ACCOUNT]
            self.tell(f"came back as creator {again[0]}" if again else "tried to come back and was recognised")
        passed = [step for step in _steps(now["followers"]) if step > self.most_followers]
        if passed:
            self.tell(f"passed {passed[-1]:,} followers")
        self.most_followers = max(self.most_followers, now["followers"])

    def _balance(self, was: dict[str, Any], now: dict[str, Any]) -> None:
        self.earned += now["settled_today"] + now["bonus_today"] - now["charged_today"]
        self.bonus += now["bonus_today"]
        if now["bonus_today"] > 0 and not self.had_bonus:
            self.had_bonus = True
            self.tell(f"first bonus: {money(now['bonus_today'])}")
        if self.days_watched % MONTH:
            return
        before = self.month
        if now["status"] <= ACTIVE:
            effort = abs(now["effort"] - before["effort"]) >= NOTABLE_EFFORT
            grown = abs(now["followers"] - before["followers"]) > NOTABLE_CHANGE * max(10, before["followers"])
            paid = abs(self.earned - before["last_earned"]) > NOTABLE_CHANGE * max(1000, before["last_earned"])
            parts = [f"effort {before['effort']:.2f} → {now['effort']:.2f}"] if effort else []
            parts += [f"{before['followers']:,} → {now['followers']:,} followers"] if grown else []
            parts += [f"earned {money(self.earned)}"] if paid else []
            parts += [f"of it {money(self.bonus)} bonus"] if paid and self.bonus else []
            if parts:
                self.tell(f"the month: {' · '.join(parts)}")
        self.month = {"effort": now["effort"], "followers": now["followers"], "last_earned": self.earned}
        self.earned = self.bonus = 0


def ladder_note(model: Any, was: dict[str, Any], now: dict[str, Any]) -> str:
    """Return what a move on the ladder does to traffic, and whether a lever moved the milestone."""
    today, base, region = model.book.today, model.book.base, now["region"]
    cut = now["traffic_cut"]
    if now["milestone"] == was["milestone"] or cut == was["traffic_cut"]:
        return ""
    text = f" · traffic -{cut:.0%}" if cut > 0 else " · full traffic again"
    at = now["milestone"]
    if at >= 0 and today.ladder[region, at, MILESTONE_RATING] != base.ladder[region, at, MILESTONE_RATING]:
        text += f" (milestone moved to {today.ladder[region, at, MILESTONE_RATING]:.0f})"
    return text


def _share(have: float, want: float) -> str:
    return f"{have / want:.0%}" if want > 0 else "none"


def _steps(followers: int) -> list[int]:
    """Return the round numbers of followers (10, 20, 50, 100, …) up to a count."""
    steps, unit = [], 10
    while unit <= followers:
        steps += [unit * factor for factor in (1, 2, 5) if unit * factor <= followers]
        unit *= 10
    return steps

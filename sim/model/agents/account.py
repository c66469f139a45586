"""What a creator account holds, as attributes of one object: the fields of the creators table, its offers and peers."""

from __future__ import annotations

from typing import Any

from sim.model.agents.cell import Cell, MarketAgent
from sim.model.agents.offer import Offer
from sim.model.state.schema import ACTIVE, LIVE, VIDEO


class Account(MarketAgent):
    """A creator's account; see `sim.model.state.schema` for units and codes.

    Attributes
    ----------
    offers
        The LIVE and the batch of videos, today's where active.
    peers
        Other accounts that this one is tied to, as of the last weekly refresh.
    """

    id: int
    owner: int
    region: int
    category: int
    status: int
    joined: int
    ended: int
    weekday: int
    agency: int
    ring: int
    partner: int
    tier: int
    level: int
    # lasting traits
    skill: float
    intrinsic: float
    moral: float
    caution: float
    outside: float
    drive: float
    persuasion: float
    attraction: float
    # what it decides week by week, and what peers saw of that yesterday
    effort: float
    supply: float
    tactic: int
    intensity: float
    shown_tactic: int
    shown_effort: float
    shown_craft: float
    # what its tactic has taught it and paid
    craft: float
    income_before: float
    tactic_payoff: float
    # what it believes; `perceived` and `breaches` have one entry a policy, 0 being clean
    awareness: float
    perceived: list[float]
    breaches: list[int]
    uses: int
    fairness: float
    # how it fares
    followers: int
    income: float
    exposure: float
    aspiration: float
    engagement: float
    gpm: float
    quality_seen: float
    views_28d: float
    gmv_28d: float
    gmv_usual: float
    # what its sales and content tell, and what rewards leave behind
    delivered: int
    sound: float
    returned: float
    return_norm: float
    evidence: float
    performance: float
    recognition: float
    bonus_habituation: float
    habituation_gap: float
    boosted: int
    debt: int
    gmv_seen_28d: float
    last_offer: int
    restricted_days: int
    # its position on the ledger
    rating: int
    deducted: int
    wrong_points: int
    earned: int
    earned_week: int
    completed: int
    milestone: int
    suspended_until: int
    level_offences: list[int]
    clean_lives: int
    exempt: int
    sentenced: int
    limited_until: int
    limit_cut: float
    limit_posts: int
    traffic_cut: float
    posting_limit: int
    links_hidden: int
    campaign_blocked: int
    restricted: int
    frozen_until: int
    held: int
    offences: int
    last_penalty: int
    notified_on: int
    notified_policy: int
    return_day: int
    # counts of the week and of the day
    lives_week: int
    videos_week: int
    offers_week: int
    minutes_week: int
    gmv_week: int
    net_week: int
    claims: list[int]
    bonus_last: int
    charged_today: int
    settled_today: int
    bonus_today: int
    compliant_today: int
    gmv_today: int
    # its record, kept only to be counted
    first_penalty: int
    first_broke: int
    first_caught: int
    repeat_penalty: int
    repeat_broke: int
    repeat_caught: int
    back_on: int
    last_live: int
    was_pilot: int
    gmv_life: int
    income_28d: float
    fake_today: int
    off_ledger_today: int

    def __init__(self, model: Any, cell: Cell, row: int, record: dict[str, Any]) -> None:
        super().__init__(model, cell)
        self.row = row
        for field, value in record.items():
            setattr(self, field, value)
        self.offers = (Offer(self, LIVE), Offer(self, VIDEO))
        self.peers: list[Account] = []

    def to_row(self) -> dict[str, Any]:
        """Return the account as a row of the creators table."""
        return {field: getattr(self, field) for field in self.model.state.creators.fields}

    @property
    def open(self) -> bool:
        """Whether the account is neither removed nor left."""
        return self.status <= ACTIVE

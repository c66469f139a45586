"""What a creator account remembers, declared once: a column of the creators table, an attribute of an account object.

The annotation says both: the type of the attribute and, in its metadata, the NumPy type and width of the column.
Money is in minor units, days are absolute (the first warm-up day is 0), rates and stocks are floats in 0-1 unless said
otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple, get_type_hints

from sim.model.state.columns import Field


class Column(NamedTuple):
    """How numbers of a field are kept: NumPy type, and how many a row (0: one; a name: as many as there are of it)."""

    dtype: str
    width: int | str = 0


Code = Annotated[int, Column("i1")]
Place = Annotated[int, Column("i2")]
Whole = Annotated[int, Column("i4")]
Long = Annotated[int, Column("i8")]
Real = Annotated[float, Column("f8")]
RealByPolicy = Annotated[list[float], Column("f8", "policies")]
WholeByPolicy = Annotated[list[int], Column("i4", "policies")]
WholeByLevel = Annotated[list[int], Column("i4", "levels")]
LongByBonus = Annotated[list[int], Column("i8", "bonuses")]


class AccountFields:
    """A creator account, in the order of the table's columns.

    ``scope`` is the cell whose levers apply: the region, where nothing is tested.
    What restrictions are in force (``traffic_cut`` to ``restricted``) is read off milestones and the limits of
    escalations at the end of every day, for the next one; ``sentenced`` is set and cleared within a day.
    """

    id: Long
    owner: Long
    region: Place
    scope: Place
    category: Code
    status: Code
    joined: Whole
    ended: Whole
    weekday: Code
    agency: Whole
    ring: Whole
    partner: Code
    tier: Code
    level: Code
    # lasting traits
    skill: Real
    intrinsic: Real
    moral: Real
    caution: Real
    outside: Real
    drive: Real
    persuasion: Real
    attraction: Real
    foresight: Real
    prone: Real
    hobby: Real
    hosts: Code
    # what it decides week by week, and what peers saw of that yesterday
    effort: Real
    supply: Real
    tactic: Code
    intensity: Real
    shown_tactic: Code
    shown_effort: Real
    shown_craft: Real
    awareness: Real
    resting: Code
    # what its tactic has taught it and paid
    craft: Real
    income_before: Real
    tactic_payoff: Real
    # what it believes; one entry a policy, 0 being clean
    perceived: RealByPolicy
    sanctions: RealByPolicy
    escapes: RealByPolicy
    chastened: Code
    breaches: WholeByPolicy
    uses: Whole
    # how it slips, what it takes care of, and what peers make of rules
    slips: WholeByPolicy
    care: Real
    norm: Real
    # what it knows of pay: sales and work of late, what work is worth, pay it is used to, what quality and supply bring
    sold: Real
    worked: Real
    prospects: Real
    work_worth: Real
    pay_reference: Real
    income_quality: Real
    income_supply: Real
    usual_sales: Real
    usual_quality: Real
    usual_offers: Real
    quality_week: Real
    # how it fares
    followers: Long
    income: Real
    exposure: Real
    aspiration: Real
    engagement: Real
    gpm: Real
    quality_seen: Real
    fairness: Real
    views_28d: Real
    gmv_28d: Real
    gmv_usual: Real
    gmv_seen_28d: Real
    last_offer: Whole
    dark: Code
    restricted_days: Whole
    # its position on the ledger
    rating: Whole
    deducted: Whole
    wrong_points: Whole
    earned: Whole
    earned_week: Whole
    completed: Whole
    milestone: Code
    suspended_until: Whole
    level_offences: WholeByLevel
    clean_lives: Whole
    exempt: Code
    sentenced: Code
    limited_until: Whole
    limit_cut: Real
    limit_posts: Whole
    traffic_cut: Real
    posting_limit: Whole
    links_hidden: Code
    campaign_blocked: Code
    restricted: Code
    frozen_until: Whole
    held: Long
    offences: Whole
    last_penalty: Whole
    notified_on: Whole
    notified_policy: Code
    notified_reason: Code
    notices: Whole
    lives_week: Whole
    videos_week: Whole
    offers_week: Whole
    return_day: Whole
    # what its sales and content tell, and what rewards leave behind
    delivered: Whole
    sound: Real
    returned: Real
    return_norm: Real
    evidence: Real
    performance: Real
    recognition: Real
    bonus_habituation: Real
    habituation_gap: Real
    boosted: Code
    debt: Long
    bonus_last: Long
    # counts of the week and of the day
    minutes_week: Whole
    gmv_week: Long
    net_week: Long
    claims: LongByBonus
    charged_today: Long
    settled_today: Long
    bonus_today: Long
    compliant_today: Whole
    gmv_today: Long
    fake_today: Long
    off_ledger_today: Long
    # its record, kept only to be counted (`sim.model.day.records`)
    first_penalty: Whole
    first_broke: Whole
    first_caught: Whole
    repeat_penalty: Whole
    repeat_broke: Whole
    repeat_caught: Whole
    back_on: Whole
    last_live: Whole
    was_pilot: Code
    gmv_life: Long
    income_28d: Real


def columns_of(declared: type, widths: Mapping[str, int]) -> dict[str, Field]:
    """Return the fields of a declared class as a table takes them; ``widths`` says how many there are of what."""
    fields: dict[str, Field] = {}
    for name, hint in get_type_hints(declared, include_extras=True).items():
        (column,) = hint.__metadata__
        width = column.width if isinstance(column.width, int) else widths[column.width]
        fields[name] = (column.dtype, width)
    return fields

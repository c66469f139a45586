"""What is kept on an account only to be counted: penalties and what followed, first sales, the way out of the pilot.

Nothing here moves an agent. A creator's first penalty opens a window of its own; later ones open a window of a repeat
offender, one at a time, so that each penalised creator is followed for the full 30 and 90 days.
"""

from __future__ import annotations

from sim.model.compilation import inner_loop
from sim.model.rules.measures import NEVER, is_first_since, opens_window


@inner_loop
def clean_record(creators, row):
    """Start the record of a new account."""
    creators.first_penalty[row] = NEVER
    creators.first_broke[row] = -1
    creators.first_caught[row] = -1
    creators.repeat_penalty[row] = -1
    creators.repeat_broke[row] = -1
    creators.repeat_caught[row] = -1
    creators.back_on[row] = -1
    creators.last_live[row] = -1000


@inner_loop
def note_penalty(creators, row, offence_day, day):
    """Note a penalty of today for an offence of ``offence_day``: somebody was caught again, or is followed from now."""
    if is_first_since(creators.first_penalty[row], creators.first_caught[row], offence_day):
        creators.first_caught[row] = day
    if is_first_since(creators.repeat_penalty[row], creators.repeat_caught[row], offence_day):
        creators.repeat_caught[row] = day
    if opens_window(creators.first_penalty[row], creators.repeat_penalty[row], day):
        creators.repeat_penalty[row] = day
        creators.repeat_broke[row] = -1
        creators.repeat_caught[row] = -1
    if creators.first_penalty[row] == NEVER:
        creators.first_penalty[row] = day


@inner_loop
def note_offence(creators, row, day):
    """Note that a violating offer was published today, found or not."""
    if is_first_since(creators.first_penalty[row], creators.first_broke[row], day):
        creators.first_broke[row] = day
    if is_first_since(creators.repeat_penalty[row], creators.repeat_broke[row], day):
        creators.repeat_broke[row] = day

"""Phase 2, supply: how careful a creator is today about what it would break unknowingly."""

from __future__ import annotations

from sim.model.compilation import inner_loop
from sim.model.day import weighing
from sim.model.rules import offending


@inner_loop
def take_care(creators, row, world, today):
    """Take care as far as the next usual penalty would cost this account, and is thought likely."""
    scope = creators.scope[row]
    p, lines = world.values[scope], world.tactics[scope]
    kind = offending.usual_slip(p, lines, creators.slips[row], today)
    if kind == 0:
        creators.care[row] = 0.0
        return
    felt = offending.risk_felt(p, lines, creators.slips[row], creators.perceived[row], today)
    loss = weighing.at_stake(creators, row, world, kind)
    creators.care[row] = offending.care(p, creators.caution[row], felt, loss)

"""Phase 6, enforcement: what a new offence brings beside its points, once so many of its scope stand in the window.

Counts are read at the day's end, when today's appeals are decided and old offences have aged out.
"""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.outcomes import tallies as y
from sim.model.parameters import ledger as g
from sim.model.rules import ledger as rules
from sim.model.state.schema import ACTIVE, APPEALED, PENALISED, UPHELD


@loop
def escalate(case, n, creators, world, day, tally):
    """Apply the escalations that today's counted offences set off; of each kind of action the hardest holds."""
    for j in range(n):
        row = case.creator[j]
        if case.decided[j] != day or case.counted[j] == 0 or creators.status[row] > ACTIVE:
            continue
        if case.state[j] in (PENALISED, APPEALED, UPHELD):
            every = 0
            for level in range(creators.level_offences.shape[1]):
                every += creators.level_offences[row, level]
            level = case.level[j]
            impose(
                creators,
                row,
                world.escalations[creators.scope[row]],
                level,
                creators.breaches[row, case.policy[j]],
                creators.level_offences[row, level],
                every,
                day,
                tally,
            )


@inner_loop
def impose(creators, row, rows, level, same_policy, same_level, every, day, tally):
    """Suspend, freeze, limit or sentence an account, from tomorrow on; see `rules.escalates` for the counts."""
    if rules.most_of(rows, g.ESCALATION_REMOVAL, level, same_policy, same_level, every) > 0.5:
        creators.sentenced[row] = 1
    suspended = int(rules.most_of(rows, g.ESCALATION_SUSPENSION, level, same_policy, same_level, every))
    if suspended > 0:
        creators.suspended_until[row] = max(creators.suspended_until[row], day + 1 + suspended)
        tally[creators.region[row], y.SUSPENSIONS] += 1
    frozen = int(rules.most_of(rows, g.ESCALATION_FREEZE, level, same_policy, same_level, every))
    if frozen > 0:
        creators.frozen_until[row] = max(creators.frozen_until[row], day + 1 + frozen)
    limited = rules.limited_days(rows, level, same_policy, same_level, every)
    if limited > 0:
        cut = rules.most_of(rows, g.ESCALATION_CUT, level, same_policy, same_level, every)
        posts = rules.limit_of(rows, level, same_policy, same_level, every)
        if creators.limited_until[row] > day + 1:
            cut = max(cut, creators.limit_cut[row])
            posts = min(posts, creators.limit_posts[row])
        creators.limit_cut[row] = cut
        creators.limit_posts[row] = posts
        creators.limited_until[row] = max(creators.limited_until[row], day + 1 + limited)

"""Phase 6, enforcement: what a penalty does to an account's ledger, and how it is given back or ages out."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.day.notices import notify
from sim.model.day.records import note_penalty
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.parameters import tactics as t
from sim.model.rules import deterrence, ledger
from sim.model.state.schema import AUTO, CLEARED, EXPIRED, PENALISED, UPHELD


@inner_loop
def penalise(case, j, creators, world, day, tally):
    """Impose a penalty or a warning: points and memory; the notice decides what the creator knows of it.

    Exempt accounts get none of it, and nobody is notified.
    """
    row = case.creator[j]
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    if creators.exempt[row] == 1:
        case.state[j] = CLEARED
        case.decided[j] = day
        tally[region, y.CLEARED] += 1
        tally[region, y.EXEMPTED] += 1
        return
    policy = case.policy[j]
    guilty = case.guilty[j] == 1
    case.state[j] = PENALISED
    case.decided[j] = day
    tally[region, y.PENALTIES] += 1
    tally[region, y.PENALTIES_GUILTY] += guilty
    if creators.last_penalty[row] > day - 30:
        tally[region, y.REPEAT_PENALTIES] += 1
    creators.last_penalty[row] = day
    note_penalty(creators, row, case.day[j], day)
    tally[region, y.PROACTIVE] += case.source[j] == AUTO
    creators.clean_lives[row] = min(0, creators.clean_lives[row])
    warned = creators.offences[row] < p[e.WARNINGS]
    creators.offences[row] += 1
    if warned:
        tally[region, y.WARNED] += 1
        creators.awareness[row] = deterrence.taught(creators.awareness[row], p[e.WARNING_LESSON])
    else:
        points = ledger.points_for(p, world.severities[scope], world.tactics[scope, policy])
        level = int(world.tactics[scope, policy, t.SEVERITY])
        case.points[j] = points
        case.level[j] = level
        creators.deducted[row] += points
        case.counted[j] = 1
        creators.breaches[row, policy] += 1
        creators.level_offences[row, level] += 1
        if not guilty:
            creators.wrong_points[row] += points
        tally[region, y.POINTS_DEDUCTED] += points
    notify(case, j, creators, world, day, tally)


@inner_loop
def give_back(case, j, creators):
    """Take one case off its account's ledger."""
    row = case.creator[j]
    points = case.points[j]
    creators.deducted[row] -= points
    creators.offences[row] -= 1
    creators.breaches[row, case.policy[j]] -= case.counted[j]
    creators.level_offences[row, case.level[j]] -= case.counted[j]
    if case.guilty[j] == 0:
        creators.wrong_points[row] -= points


@loop
def expire(case, n, creators, world, day, tally):
    """Give back what has aged out of the window and drop closed cases; return how many stay."""
    kept = 0
    for j in range(n):
        row = case.creator[j]
        region = creators.region[row]
        scope = creators.scope[row]
        state = case.state[j]
        active = state in (PENALISED, UPHELD)
        if active and day - case.decided[j] >= world.values[scope, e.EXPIRY_DAYS]:
            case.state[j] = EXPIRED
            tally[region, y.POINTS_EXPIRED] += case.points[j]
            tally[region, y.CLOSED] += 1
            give_back(case, j, creators)
        if case.state[j] < CLEARED:
            if kept != j:
                move(case, j, kept)
            kept += 1
    return kept


@inner_loop
def move(case, source, target):
    """Copy one case down."""
    case.id[target] = case.id[source]
    case.creator[target] = case.creator[source]
    case.day[target] = case.day[source]
    case.policy[target] = case.policy[source]
    case.guilty[target] = case.guilty[source]
    case.source[target] = case.source[source]
    case.state[target] = case.state[source]
    case.points[target] = case.points[source]
    case.counted[target] = case.counted[source]
    case.level[target] = case.level[source]
    case.decided[target] = case.decided[source]
    case.filed[target] = case.filed[source]
    case.due[target] = case.due[source]
    case.exposure[target] = case.exposure[source]
    case.demoted[target] = case.demoted[source]
    case.outside[target] = case.outside[source]
    case.looked[target] = case.looked[source]

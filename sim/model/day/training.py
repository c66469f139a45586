"""Phase 7, incentives, second half: training, reminders and awards."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.market import Training
from sim.model.outcomes import tallies as y
from sim.model.parameters import training as tr
from sim.model.rules import deterrence, ranking, recognition
from sim.model.state.schema import ACTIVE

AGENCY = 1 << 58  # identities of agencies among those of creators


@loop
def teach(creators, n, world, policy, seed, day, tally):
    """Train and remind shares of creators in the rules, and recognise some of the better ones."""
    stream = key(seed, Decision.TRAINING, day)
    for row in range(n):
        creators.recognition[row] = recognition.faded(world.values[creators.scope[row]], creators.recognition[row])
        if creators.status[row] > ACTIVE:
            continue
        region = creators.region[row]
        scope = creators.scope[row]
        p = world.values[scope]
        mine = fork(stream, creators.id[row])
        daily = p[tr.TRAINING_COVERAGE] / 30.0
        chance = recognition.training_chance(p, day - creators.joined[row])
        direct = uniform(mine, Training.DIRECT) < chance * (1.0 - p[tr.THROUGH_AGENCIES])
        if direct or through_agency(p, stream, creators.agency[row], daily):
            lesson(creators, row, p, p[tr.TRAINING_EFFECT], day)
            cost = int(p[tr.TRAINING_COST] if direct else p[tr.TRAINING_COST] * p[tr.AGENCY_COST])
            tally[region, y.TRAINED] += 1
            tally[region, y.TRAINED_BY_AGENCY] += not direct
            tally[region, y.TRAINING_COST] += cost
            tally[region, y.INCENTIVE_COST] += cost
        if uniform(mine, Training.REMINDER) < p[tr.REMINDERS] / 7.0:
            lesson(creators, row, p, p[tr.REMINDER_EFFECT], day)
            cost = int(p[tr.REMINDER_COST])
            tally[region, y.REMINDED] += 1
            tally[region, y.REMINDER_COST] += cost
            tally[region, y.INCENTIVE_COST] += cost
        better = creators.quality_seen[row] >= policy.good_quality[region]
        if better and uniform(mine, Training.AWARD) < recognition.award_chance(p):
            creators.recognition[row] = 1.0
            tally[region, y.AWARDS] += 1


@inner_loop
def through_agency(p, stream, agency, daily):
    """Return whether an agency trains all of its members today."""
    return agency >= 0 and uniform(fork(stream, AGENCY + agency), Training.DIRECT) < daily * p[tr.THROUGH_AGENCIES]


@inner_loop
def lesson(creators, row, p, share, day):
    """Teach one creator; a newcomer feels welcome."""
    creators.awareness[row] = deterrence.taught(creators.awareness[row], share)
    if ranking.is_newcomer(p, day - creators.joined[row]):
        creators.recognition[row] = max(creators.recognition[row], p[tr.WELCOME])

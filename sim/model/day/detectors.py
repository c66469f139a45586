"""Phase 2, supply, before anything else: the detectors' state. Tactics take new forms, detectors are retrained."""

from __future__ import annotations

import numpy as np

from sim.model.compilation import loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import Mutation
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.rules import detection as rules
from sim.model.rules.measures import micro
from sim.model.state.schema import ACTIVE


@loop
def learn(policy, creators, n, world, seed, day, tally):
    """Once a week let tactics mutate; retrain the detectors of every region whose time has come; read their state."""
    policies = world.tactics.shape[1]
    if day % 7 == 0:
        mutate(policy, creators, n, world, seed, day, tally)
    for region in range(tally.shape[0]):
        p = world.values[region]
        age = day - policy.last_retrain[region]
        if age >= p[d.RETRAIN_DAYS]:
            policy.last_retrain[region] = day
            for k in range(1, policies):
                policy.knowledge[region, k] = rules.relearned(
                    p, world.tactics[region, k], policy.knowledge[region, k], policy.labels[region, k], age,
                    policy.creators_base[region],
                )
                policy.labels[region, k] = rules.aged_labels(p, policy.labels[region, k], age)
        for k in range(1, policies):
            if rules.appeared(world.tactics[region, k], day - policy.horizon[region]):
                tally[region, y.KNOWLEDGE] += micro(policy.knowledge[region, k])
                tally[region, y.KNOWN_TACTICS] += 1


@loop
def mutate(policy, creators, n, world, seed, day, tally):
    """Let each tactic take a new form with a chance that rises with its users and with what the detector knows."""
    regions, policies = tally.shape[0], world.tactics.shape[1]
    users = np.zeros((regions, policies), np.int64)
    here = np.zeros(regions, np.int64)
    for row in range(n):
        if creators.status[row] <= ACTIVE:
            users[creators.region[row], creators.tactic[row]] += 1
            here[creators.region[row]] += 1
    stream = key(seed, Decision.MUTATION, day)
    for region in range(regions):
        p = world.values[region]
        mine = fork(stream, region)
        for k in range(1, policies):
            known = policy.knowledge[region, k]
            if rules.mutates(p, uniform(mine, Mutation.TACTIC + k), users[region, k] / max(1, here[region]), known):
                policy.knowledge[region, k] = rules.outmoded(p, known)
                policy.labels[region, k] = rules.outmoded(p, policy.labels[region, k])
                tally[region, y.MUTATIONS] += 1

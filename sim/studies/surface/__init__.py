"""Response surfaces: what each dose of a lever does to the headline outcomes, one lever at a time, on matched seeds.

`sim surface` answers "how much of this lever does what?" where a comparison answers "what does this policy do?". Every
dose is a scenario of its own beside the untouched status quo, so a study is carried out, kept, resumed and grown like a
comparison. The levers that matter most stand in ``sim/show/data/levers.yaml``: adding one is adding a row.
"""

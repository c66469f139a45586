"""How far the model shows what real platforms show: patterns as data, small experiments, one page of verdicts.

`sim validate` measures each pattern against its published range. May enter: runs, report, the market's public face.
May not: anything that changes a result; a miss is written down, never tuned away here.
"""

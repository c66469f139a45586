"""The risk register: threats that befall a market under a policy, when they show, when they are over, what helps.

`reading` turns files into data (`threat`), `arms` turns data into scenarios, `running` runs them in two rounds (threats
first, then action plans from the day on which each run would have raised the alarm), `results` works out every number
that table and page show. Nothing here draws or formats; nothing here knows agents.
"""

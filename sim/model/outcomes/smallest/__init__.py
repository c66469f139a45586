"""The smallest change of each outcome that somebody would act on, as data: one YAML a theme, and one for families.

A row has ``amount`` (in the outcome's own unit) or ``share`` (of the status quo's level; with ``of``, of another
outcome's level: money is judged against net sales), or both, and then the smaller of the two holds; a ``reason``, and a
``source``, which is *assumption* unless somebody has published a bound. An outcome without a row of its own takes that
of its family, which is the longest beginning of its unit in ``families.yaml``. Others set their own in a configuration
(``matters.gmv_net=1%``) or in a scenario (``matters:``).
"""

"""An empty file of figures: the KPIs that platforms usually have, a row each and region, and what each one is."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import Config
from sim.studies.calibrate.figures import NEEDED
from sim.studies.calibrate.kpis import is_share, kpi_of

USUAL = (
    "dau_mau", "wau_mau", "viewer_retention_30d", "viewer_retention_new_7d", "viewer_retention_new_30d",
    "sessions_per_week", "session_minutes", "cvr", "buyer_repeat_30d", "gmv_net", "return_rate", "live_gmv_share",
    "active_rate", "live_hours", "creator_retention_30d", "creator_retention_90d", "creator_exit_rate",
    "violation_view_rate", "penalties", "appeal_rate", "appeal_overturn_rate", "reoffence_90d_first",
    "enforcement_recall",
)
"""KPIs that a platform has, by name of the outcome."""

_COLUMNS = (*NEEDED, "se", "n", "unit", "kind", "event", "use", "definition", "note")
_MONTH = 30


def template(config: Config) -> str:
    """Return the file's text: one month, a value to be filled in for each KPI and region."""
    start = date.fromisoformat(str(config["start_date"])).replace(day=1)
    end = (start + timedelta(days=_MONTH + 2)).replace(day=1)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(_COLUMNS)
    regions = list(config["market"]["regions"])
    for name in USUAL:
        kpi, outcome = kpi_of(name), OUTCOMES[name]
        told = f"{name} per {kpi.per}" if kpi.per else name
        unit = "%" if is_share(kpi) else ""
        for region in regions if len(regions) > 1 else ["all"]:
            rows.writerow((told, region, start, end, "", "", "", unit, "level", "", "fit", outcome.formula,
                           f"{kpi.label}, in {'percent' if unit else kpi.unit}"))
    return written.getvalue()

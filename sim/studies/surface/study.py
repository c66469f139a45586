"""Response surfaces read back, with what can be asked of them."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from sim.errors import UserError, quoted, suggest
from sim.studies.experiment.query import query
from sim.studies.surface.charts import draw_surface
from sim.studies.surface.read import StoredSurface


class SurfaceStudy(StoredSurface):
    """Response surfaces, finished or not."""

    def query(self, sql: str) -> pd.DataFrame:
        """Return the answer of a SQL query over `doses`, `responses`, `runs`, `regions`, `failures` and `plan`."""
        return query(self.folder, sql)

    def plot(self, lever: str = "") -> Figure:
        """Return the small multiples of one lever (the first, if none is named).

        Raises
        ------
        UserError
            If the study has no such lever.
        """
        names = [one.lever.lever for one in self.surfaces]
        if lever and lever not in names:
            raise UserError(f"no lever {quoted(lever)} in this study.{suggest(lever, names)}")
        return draw_surface(self, self.surfaces[names.index(lever) if lever else 0])

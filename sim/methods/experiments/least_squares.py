"""Least squares with standard errors that hold where rows differ in spread or belong to clusters: HC, CR1, CR3, HAC."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

from sim.errors import UserError
from sim.methods.estimators import FloatArray

_OWN = 1e-6
"""Share of a column that has to be its own, for it to be told from the columns before it."""


@dataclass(frozen=True)
class Fit:
    """Coefficients, with all that their covariances are made of.

    Attributes
    ----------
    x, residuals
        Rows × columns, and one a row; of weighted rows if there were weights.
    bread
        Inverse of X'X.
    absorbed
        Levels that were taken out of rows and columns before, which cost degrees of freedom all the same.
    """

    x: FloatArray
    coefficients: FloatArray
    residuals: FloatArray
    bread: FloatArray
    absorbed: int = 0

    @property
    def freedom(self) -> int:
        """Rows less all that was fitted."""
        return len(self.x) - len(self.coefficients) - self.absorbed

    def hc(self, kind: int = 1) -> FloatArray:
        """Return the covariance that heteroskedasticity leaves valid: HC0, HC1, HC2 or HC3 (MacKinnon, White 1985)."""
        rows = len(self.x)
        leverage = np.minimum(np.einsum("ij,jk,ik->i", self.x, self.bread, self.x), 1 - 1e-12)
        scale = {0: 1.0, 1: rows / self.freedom, 2: 1 / (1 - leverage), 3: 1 / (1 - leverage) ** 2}[kind]
        return self._sandwich(self.x.T @ (self.x * (self.residuals**2 * scale)[:, None]))

    def cr1(self, clusters: NDArray[np.int64]) -> FloatArray:
        """Return the cluster-robust covariance with the usual correction for few of them (Liang and Zeger 1986).

        Parameters
        ----------
        clusters
            Cluster of each row, 0 to G - 1.
        """
        scores = self.scores(clusters)
        groups, rows = len(scores), len(self.x)
        return self._sandwich(scores.T @ scores * (groups / (groups - 1) * (rows - 1) / self.freedom))

    def cr3(self, clusters: NDArray[np.int64]) -> FloatArray:
        """Return the cluster jackknife: how coefficients move as each cluster is left out (MacKinnon, Nielsen, Webb).

        A cluster without which a coefficient is not defined leaves by the pseudo-inverse.
        """
        scores, whole = self.scores(clusters), self.x.T @ self.x
        groups = len(scores)
        own = np.stack([rows.T @ rows for rows in (self.x[clusters == group] for group in range(groups))])
        moved = np.einsum("gij,gj->gi", np.linalg.pinv(whole - own, hermitian=True), scores)
        result: FloatArray = (groups - 1) / groups * (moved.T @ moved)
        return result

    def hac(self, lags: int) -> FloatArray:
        """Return the covariance that neighbouring rows may share (Newey and West 1987), without correction."""
        scores = self.x * self.residuals[:, None]
        meat = scores.T @ scores
        for lag in range(1, lags + 1):
            shared = scores[lag:].T @ scores[:-lag]
            meat = meat + (1 - lag / (lags + 1)) * (shared + shared.T)
        return self._sandwich(meat)

    def scores(self, clusters: NDArray[np.int64]) -> FloatArray:
        """Return each cluster's sum of regressors times residuals."""
        sums = np.zeros((int(clusters.max()) + 1, self.x.shape[1]))
        np.add.at(sums, clusters, self.x * self.residuals[:, None])
        return sums

    def _sandwich(self, meat: FloatArray) -> FloatArray:
        result: FloatArray = self.bread @ meat @ self.bread
        return result


def fit(x: FloatArray, y: FloatArray, weights: FloatArray | None = None, absorbed: int = 0) -> Fit:
    """Return the least-squares fit of rows ``y`` on columns ``x``.

    Raises
    ------
    UserError
        If columns cannot be told apart, or there are no more rows than columns.
    """
    if weights is not None:
        root = np.sqrt(weights)
        x, y = x * root[:, None], y * root
    norms = np.linalg.norm(x, axis=0)
    told = x.shape[0] > x.shape[1] + absorbed and bool((norms > 0).all())
    if told:
        scaled = x / norms
        try:
            lower = np.linalg.cholesky(scaled.T @ scaled)
            told = bool((np.diag(lower) > _OWN).all())
        except np.linalg.LinAlgError:
            told = False
    if not told:
        raise UserError(f"{x.shape[0]} rows do not tell {x.shape[1]} coefficients apart: an arm or a level is missing")
    back = solve_triangular(lower, np.eye(x.shape[1]), lower=True) / norms
    bread: FloatArray = back.T @ back
    coefficients: FloatArray = bread @ (x.T @ y)
    coefficients = coefficients + bread @ (x.T @ (y - x @ coefficients))  # what squaring the columns rounded off
    return Fit(x, coefficients, y - x @ coefficients, bread, absorbed)


def numbered(labels: object) -> NDArray[np.int64]:
    """Return labels of clusters as 0 to G - 1."""
    return np.asarray(np.unique(np.asarray(labels), return_inverse=True)[1], np.int64)


def within(table: FloatArray, *, columns: bool) -> FloatArray:
    """Return a table of rows × columns (× anything) less each row's own level and, if wanted, each column's."""
    table = table - table.mean(axis=1, keepdims=True)
    return table - table.mean(axis=0, keepdims=True) if columns else table

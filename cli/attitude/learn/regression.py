"""The one regression behind what is learned: counts against exposure, with more scatter than chance alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
    Matrix = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def negative_binomial(
    design: Matrix, exposure: Vector, counts: Vector, size: float, prior: Vector, precision: Vector
) -> Vector:
    """Fit ``counts ~ exposure · exp(design · x)`` by Newton's method, each coefficient held to its prior.

    Parameters
    ----------
    design, exposure, counts
        n × k, n and n; the last column of the design may be ones, for an intercept.
    size
        Of the negative binomial: the variance is ``mean + mean² / size``.
    prior, precision
        k each: what is known of the coefficients beforehand, and how well (one over the variance).
    """
    coefficients = prior.copy()
    for _ in range(50):
        mean = exposure * np.exp(np.clip(design @ coefficients, -20, 10))
        trust = 1 / (1 + mean / size)
        slope = design.T @ ((counts - mean) * trust) - precision * (coefficients - prior)
        curve = (design * (mean * trust)[:, None]).T @ design + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        coefficients = coefficients + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-9:
            break
    return coefficients

"""Lifetime value by a Markov chain over steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def transitions(counts: NDArray[np.float64], prior: float) -> NDArray[np.float64]:
    """Turn counted moves into probabilities.

    Parameters
    ----------
    counts
        Moves from each step (row) to each step (column), shape (steps, steps); the last step is that of members who
        have gone, and whom nothing brings back.
    prior
        So many members are added to each step as staying there, which keeps steps with few members from certainty: the
        mean of a Dirichlet posterior whose prior lies all on staying.

    Returns
    -------
    Probabilities, shape (steps, steps), each row adding up to 1; a step that no move was seen from stays.
    """
    padded = counts + prior * np.eye(len(counts))
    padded[padded.sum(axis=1) == 0] += np.eye(len(counts))[padded.sum(axis=1) == 0]
    padded[-1] = np.eye(len(counts))[-1]
    return np.asarray(padded / padded.sum(axis=1, keepdims=True))


def lifetime_values(
    moves: NDArray[np.float64], rewards: NDArray[np.float64], discount: float, horizon: int
) -> NDArray[np.float64]:
    """Give what a member on each step brings in this period and ``horizon`` more: the sum of ((1 + d)^-1 P)^t R.

    Parameters
    ----------
    moves, rewards
        P, the probabilities of going from row to column in a period, shape (steps, steps); R, what a member on each
        step brings in a period, shape (steps,).
    discount
        d, of a period.
    horizon
        The last t; the first is 0, the period at hand.

    Examples
    --------
    Who stays with one half, and brings 8: 8 + 4 + 2.

    >>> lifetime_values(np.array([[0.5, 0.5], [0, 1]]), np.array([8.0, 0.0]), 0, 2)
    array([14.,  0.])

    References
    ----------
    Pfeifer and Carraway, Journal of Interactive Marketing 14 (2000).
    """
    values = rewards
    for _ in range(horizon):
        values = rewards + moves @ values / (1 + discount)
    return values


def gone_by(moves: NDArray[np.float64], horizon: int) -> NDArray[np.float64]:
    """Give the chance that a member on each step has gone, the last step, ``horizon`` periods from now."""
    return np.asarray(np.linalg.matrix_power(moves, horizon)[:, -1])

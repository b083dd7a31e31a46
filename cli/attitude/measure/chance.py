"""What could be chance: p-values, intervals and corrections, each for a handful of sums; no data is touched here."""

from __future__ import annotations

from math import erfc, sqrt

_Z = 1.959963984540054
_FEW = 5  # below so many expected in any cell, a normal distribution is no longer near enough


def difference_of_rates(
    responses: float, treated: float, control_responses: float, control: float
) -> tuple[float, str] | None:
    """Say how likely rates at least so far apart are where nothing but chance parts them, two-sided.

    Parameters
    ----------
    responses, treated, control_responses, control
        Responders and members of both arms; of a weighted arm, so many as would tell as much unweighted, which the
        exact test takes as the nearest whole numbers.

    Returns
    -------
    tuple or None
        The p-value and the test: ``z`` (two proportions, pooled), or ``Fisher`` (exact) where fewer than five are
        expected in any cell of the table; None where an arm is empty.

    Examples
    --------
    >>> p, test = difference_of_rates(56, 70, 48, 80)
    >>> round(p, 6), test
    (0.008045, 'z')
    >>> difference_of_rates(0, 10, 0, 10)
    (1.0, 'Fisher')
    """
    if treated == 0 or control == 0:
        return None
    whole = responses + control_responses
    expected = [
        arm * part / (treated + control) for arm in (treated, control) for part in (whole, treated + control - whole)
    ]
    if min(expected) < _FEW:
        return _fisher(*(round(count) for count in (responses, treated, control_responses, control))), "Fisher"
    pooled = whole / (treated + control)
    z = (responses / treated - control_responses / control) / sqrt(pooled * (1 - pooled) * (1 / treated + 1 / control))
    return _as_told(erfc(abs(z) / sqrt(2))), "z"


def _fisher(responses: int, treated: int, control_responses: int, control: int) -> float:
    from scipy.stats import fisher_exact

    table = [[responses, treated - responses], [control_responses, control - control_responses]]
    return min(_as_told(float(fisher_exact(table).pvalue)), 1.0)


def chance_of(difference: float, null_error: float) -> float:
    """Say how likely so large a difference is where nothing but chance makes it, two-sided.

    Parameters
    ----------
    difference
        Of two rates.
    null_error
        Its squared standard error where both arms answer alike.

    Examples
    --------
    >>> round(chance_of(0.0196, 0.0001), 3)
    0.05
    """
    if null_error <= 0:
        return 1.0
    return _as_told(erfc(abs(difference) / sqrt(2 * null_error)))


def _as_told(figure: float, digits: int = 9) -> float:
    """Keep so many significant digits: in those after them, versions of libraries and processors differ.

    Examples
    --------
    >>> _as_told(1.9785481420674694), _as_told(2.5347318677e-05)
    (1.97854814, 2.53473187e-05)
    """
    return float(f"{figure:.{digits}g}")


def difference_of_means(
    difference: float, variance: float | None, treated: float, control_variance: float | None, control: float
) -> tuple[float, float] | None:
    """Give the 95 % interval of a difference of two means whose variances may differ.

    Returns
    -------
    tuple or None
        None where an arm has fewer than two members, or where no value differs from another: then nothing tells how
        far chance reaches.

    References
    ----------
    Welch, Biometrika 34 (1947); degrees of freedom after Satterthwaite (1946).
    """
    if variance is None or control_variance is None or variance + control_variance == 0:
        return None
    from scipy.special import stdtrit

    error, freedom = _welch(variance, treated, control_variance, control)
    reach = _as_told(float(stdtrit(freedom, 0.975)), 8) * error
    return difference - reach, difference + reach


def chance_of_means(
    difference: float, variance: float | None, treated: float, control_variance: float | None, control: float
) -> float | None:
    """Say how likely means at least so far apart are by chance, two-sided; see `difference_of_means`.

    Examples
    --------
    >>> chance_of_means(0.5, 1.0, 50, 2.0, 20)
    0.160442311
    """
    if variance is None or control_variance is None or variance + control_variance == 0:
        return None
    from scipy.special import stdtr

    error, freedom = _welch(variance, treated, control_variance, control)
    return _as_told(2 * float(stdtr(freedom, -abs(difference) / error)))


def _welch(variance: float, treated: float, control_variance: float, control: float) -> tuple[float, float]:
    """Give the standard error of a difference of means, and its degrees of freedom."""
    mine, theirs = variance / treated, control_variance / control
    freedom = (mine + theirs) ** 2 / (mine**2 / (treated - 1) + theirs**2 / (control - 1))
    return sqrt(mine + theirs), freedom


def reach_of_rates(rate: float, treated: float, control_rate: float, control: float) -> tuple[float, float]:
    """Give the 95 % interval of a difference of two rates.

    Examples
    --------
    >>> low, high = reach_of_rates(56 / 70, 70, 48 / 80, 80)
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)

    References
    ----------
    Newcombe, Statistics in Medicine 17 (1998), method 10, whose example it is.
    """
    (low, high), (control_low, control_high) = _wilson(rate, treated), _wilson(control_rate, control)
    difference = rate - control_rate
    return (
        difference - sqrt((rate - low) ** 2 + (control_high - control_rate) ** 2),
        difference + sqrt((high - rate) ** 2 + (control_rate - control_low) ** 2),
    )


def _wilson(rate: float, members: float) -> tuple[float, float]:
    middle, root = 2 * members * rate + _Z**2, _Z * sqrt(_Z**2 + 4 * members * rate * (1 - rate))
    return (middle - root) / (2 * (members + _Z**2)), (middle + root) / (2 * (members + _Z**2))


def means_apart(difference: float, error: float, freedom: float) -> tuple[float, float]:
    """Give how far the 95 % interval of a difference of means reaches to each side, and its two-sided p-value.

    Parameters
    ----------
    difference, error, freedom
        The difference, its standard error, and the degrees of freedom of that.

    Examples
    --------
    >>> reach, p = means_apart(2.0, 1.0, 30.0)
    >>> round(reach, 4), round(p, 4)
    (2.0423, 0.0546)
    """
    from scipy.special import stdtr, stdtrit

    reach = _as_told(float(stdtrit(freedom, 0.975)), 8) * error
    return reach, _as_told(2 * float(stdtr(freedom, -abs(difference) / error)), 8)


def corrected(p_values: list[float | None]) -> list[float | None]:
    """Correct the p-values of several comparisons, so that one false alarm among all stays as rare as one alone.

    Examples
    --------
    >>> [p if p is None else round(p, 6) for p in corrected([0.01, None, 0.04, 0.03])]
    [0.03, None, 0.06, 0.06]

    References
    ----------
    Holm, Scandinavian Journal of Statistics 6 (1979).
    """
    order = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    least = 0.0
    for rank, (p, place) in enumerate(order):
        least = max(least, min((len(order) - rank) * p, 1.0))
        adjusted[place] = least
    return adjusted


def sample_ratio(members: int, control: int, expected_control: float) -> float | None:
    """Say how likely a holdout so far from its planned share is by chance: chi-square with one degree of freedom.

    Examples
    --------
    >>> round(sample_ratio(1000, 100, 100.0), 6), round(sample_ratio(1000, 60, 100.0), 6)
    (1.0, 2.5e-05)
    >>> sample_ratio(1000, 0, 0.0) is None
    True
    """
    others = members - expected_control
    if expected_control <= 0 or others <= 0:
        return None
    off = (control - expected_control) ** 2
    return _as_told(erfc(sqrt((off / expected_control + off / others) / 2)))

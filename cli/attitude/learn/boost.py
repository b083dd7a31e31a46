"""What attributes tell together that none tells alone: boosted trees over members' attributes, behind a gate.

The look-alike ratio is a product, one factor an attribute; where brand tells the opposite of the young and the old, it
says nothing. Trees start from what the product says and add what it leaves over. They see attributes alone: a member's
own record, habits and the offer were tried beside them on made-up bases and on Complete Journey, and ranked no better.
They easily see what is not there, so they are judged as they will be used, one campaign ahead, with an exponent held
to none; unless past campaigns clearly gain by them, they count for nothing.

LightGBM grows them, an extra of the package; what scores are made with is SQL, and needs it no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from attitude.errors import UsageError
from attitude.learn.regression import Matrix, Vector
from attitude.settings import ScoreSettings
from attitude.trees import MOST, Tree

if TYPE_CHECKING:
    from types import ModuleType

_TREES = 60
_BLOCKS = 8  # times that campaigns are foreseen from those before them
_LEAST_RESPONSES = 200  # that trees are grown from
_LEAST_CAMPAIGNS = 4  # that gain by trees
_LEAST_GAIN = 3.0  # log-likelihood, in all, one campaign ahead
_SURE = 3.0  # standard deviations that the gain of all campaigns is above none
_PRECISION = 4.0  # the exponent is known beforehand to half a unit, around none
_EXPONENTS = np.arange(0, 1.001, 0.05)
_GROWN = {
    "objective": "binary",
    "num_leaves": 8,
    "learning_rate": 0.05,
    "min_data_in_leaf": 100,
    "lambda_l2": 10,
    "cat_l2": 20,
    "cat_smooth": 20,
    "max_cat_to_onehot": 1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}


@dataclass(frozen=True)
class Profiles:
    """What trees are grown from, one row per contact that is learned from.

    Parameters
    ----------
    names, codes, is_ordered
        The k attributes; n × k, the members' codes; whether codes of each are in an order, as ranges of numbers are.
    answered, logit, day
        n each: 0 or 1; what the product of all ratios lets expect, as log-odds at the level of the campaign; the first
        day of the campaign, as a number.
    """

    names: Sequence[str]
    codes: Matrix
    is_ordered: Sequence[bool]
    answered: Vector
    logit: Vector
    day: np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True)
class Together:
    """What trees are worth.

    Parameters
    ----------
    exponent
        The power that their factor is taken to; 0 where it counts for nothing.
    gain, campaigns, better
        Log-likelihood over that without them, of so many past campaigns foreseen by those before; how many gained.
    trees
        As `attitude.trees` keeps them, the exponent within.
    is_judged
        Trees were grown at all.
    """

    exponent: float = 0.0
    gain: float = 0.0
    campaigns: int = 0
    better: int = 0
    trees: tuple[Tree, ...] = ()
    is_judged: bool = False

    def judged(self) -> dict[str, float]:
        """Give what came of judging them, by name; nothing where they were not looked for."""
        names = ("exponent", "gain", "campaigns", "better") if self.is_judged else ()
        return {name: float(getattr(self, name)) for name in names}


def may_boost(settings: ScoreSettings) -> bool:
    """Tell whether trees can be grown and the settings allow it.

    Raises
    ------
    UsageError
        When the settings ask for them and LightGBM is not there, or does not load.
    """
    return settings.boost is not False and _library(settings) is not None


def _library(settings: ScoreSettings) -> ModuleType | None:
    try:
        import lightgbm
    except (ImportError, OSError) as error:  # its wheel wants the system's OpenMP
        if settings.boost:
            raise UsageError(f"attitude.toml: score.boost = true needs LightGBM, {_cure(error)}") from None
        return None
    library: ModuleType = lightgbm
    return library


def _cure(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "which is not installed; pip install 'attitude-cli[boost]', or leave it out"
    return f"which does not load ({error}); install the system's OpenMP, such as libgomp1, or leave it out"


def learn_together(
    profiles: Profiles, settings: ScoreSettings, costs: Callable[[Vector], Vector]
) -> tuple[Together, Vector]:
    """Grow trees, and judge them one campaign ahead.

    Parameters
    ----------
    costs
        Gives the negative log-likelihood of each campaign, where look-alike ratios are multiplied by the exponential
        of n numbers.

    Returns
    -------
    together, said
        What trees are worth; by contact, what those say that were grown from earlier campaigns, to the exponent.
    """
    library = _library(settings)
    if library is None or len(profiles.names) < 2:
        return Together(), np.zeros(len(profiles.answered))
    foreseen = _foreseen(library, profiles)
    base = costs(np.zeros(len(foreseen)))
    gains = np.array([base - costs(exponent * foreseen) for exponent in _EXPONENTS])
    best = int(np.argmax(gains.sum(1) - _PRECISION / 2 * _EXPONENTS**2))
    by_campaign = gains[best][np.abs(gains[best]) > 1e-9]
    gain, better = float(by_campaign.sum()), int((by_campaign > 0).sum())
    judged = Together(0.0, round(gain, 2), len(by_campaign), better, is_judged=True)
    if better < _LEAST_CAMPAIGNS or gain < _LEAST_GAIN or gain <= _SURE * _scatter(by_campaign):
        return judged, np.zeros(len(foreseen))
    exponent = float(_EXPONENTS[best])
    return _opened(judged, exponent, _grow(library, profiles), profiles), exponent * foreseen


def _scatter(gains: Vector) -> float:
    """Give the standard deviation of the sum of gains, by how they scatter."""
    return float(np.sqrt(len(gains)) * gains.std(ddof=1))


def _foreseen(library: ModuleType, profiles: Profiles) -> Vector:
    """Give what trees say of each contact that were grown from earlier campaigns alone; 0 of the first ones."""
    said = np.zeros(len(profiles.answered))
    _, place = np.unique(profiles.day, return_inverse=True)
    upto = np.cumsum(np.bincount(place, profiles.answered))
    block = np.minimum(upto / max(upto[-1], 1) * (_BLOCKS + 1), _BLOCKS).astype(int)  # of about as many answers each
    for at in np.unique(block)[1:]:
        earlier, new = (block < at)[place], (block == at)[place]
        if profiles.answered[earlier].sum() >= _LEAST_RESPONSES:
            trees = _grow(library, profiles, earlier)
            said[new] = _said(trees, profiles.names, profiles.codes[new])
    return said


def _grow(library: ModuleType, profiles: Profiles, rows: Any = slice(None)) -> list[Tree]:
    """Grow trees that start from the logit, in the order of the contacts, by one thread."""
    unordered = [at for at, is_ordered in enumerate(profiles.is_ordered) if not is_ordered]
    data = library.Dataset(
        profiles.codes[rows],
        profiles.answered[rows],
        init_score=profiles.logit[rows],
        categorical_feature=unordered,
        params={"verbosity": -1},
    )
    dump = library.train(_GROWN, data, _TREES).dump_model()
    return [_tree(tree["tree_structure"], profiles.names) for tree in dump["tree_info"]]


def _tree(node: Mapping[str, Any], names: Sequence[str]) -> Tree:
    """Write a tree of LightGBM's as one of ours."""
    if "leaf_value" in node:
        return float(node["leaf_value"])
    is_among = node["decision_type"] == "=="
    test = [int(code) for code in node["threshold"].split("||")] if is_among else int(np.floor(node["threshold"]))
    return {
        "attribute": names[node["split_feature"]],
        "among" if is_among else "at_most": test,
        "yes": _tree(node["left_child"], names),
        "no": _tree(node["right_child"], names),
    }


def _said(trees: Sequence[Tree], names: Sequence[str], codes: Matrix) -> Vector:
    """Give what trees say of each row, as `attitude.trees.sum_of` does of one."""
    columns = dict(zip(names, codes.T.astype(np.uint8), strict=True))
    said: Vector = np.clip(np.sum([_leaves(tree, columns) for tree in trees], axis=0), -MOST, MOST)
    return said


def _leaves(tree: Tree, columns: Mapping[str, np.ndarray[tuple[int], np.dtype[np.uint8]]]) -> Vector:
    if not isinstance(tree, dict):
        return np.full(len(next(iter(columns.values()))), tree)
    codes = np.arange(256)
    is_yes = np.isin(codes, tree["among"]) if "among" in tree else codes <= tree["at_most"]
    yes, no = (_leaves(tree[way], columns) for way in ("yes", "no"))
    leaves: Vector = np.where(is_yes[columns[tree["attribute"]]], yes, no)
    return leaves


def _opened(judged: Together, exponent: float, trees: Sequence[Tree], profiles: Profiles) -> Together:
    """Bring trees to their exponent, and to none in the middle of all who were contacted; rounded, as they are kept."""
    said = exponent * _said(trees, profiles.names, profiles.codes)
    chance = 1 / (1 + np.exp(-profiles.logit))
    middle = float(np.log(np.sum(chance * np.exp(said)) / np.sum(chance)))
    kept = (round(-middle, 6), *(_times(tree, exponent) for tree in trees))
    return replace(judged, exponent=round(exponent, 2), trees=kept)


def _times(tree: Tree, exponent: float) -> Tree:
    if not isinstance(tree, dict):
        return round(exponent * tree, 6)
    return {**tree, "yes": _times(tree["yes"], exponent), "no": _times(tree["no"], exponent)}

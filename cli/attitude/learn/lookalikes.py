"""How far those who share an attribute are trusted: with how often a member answers, and with what they lean to.

Weights of attributes are held by ridges. Those with what a member leans to are held to none, for they gained nothing on
five public data sets; on the built-in world, where tastes go with age, the replay gained 0.025 of AUC by them; on
Complete Journey it kept its place (0.754 to 0.755).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from attitude.database import Workspace
from attitude.learn.regression import negative_binomial
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    import polars as pl

    from attitude.learn.likelihood import Steps
    from attitude.learn.regression import Matrix, Vector

LEAST_WEIGHT = 0.05
_WEIGHT_PRECISION = 4.0  # an attribute's weight is known beforehand to half a unit
_LEANING_PRECISION = 4.0  # the same of those that are trusted with leanings, around none
_OF = "attribute "


def attribute_weights(
    workspace: Workspace, settings: ScoreSettings, telltales: Mapping[str, str]
) -> tuple[dict[str, float], pl.DataFrame]:
    """Fit how far each attribute is to be trusted; gives the weights, and each member's log look-alike ratio."""
    import polars as pl

    rows = workspace.result("score/left_out", kappa_attribute=settings.kappa_attribute)
    rows = rows.filter(~pl.col("attribute").is_in(list(telltales)))
    rows = rows.with_columns(attribute=pl.lit(_OF) + pl.col("attribute"))  # an attribute may have any name
    none = dict.fromkeys(sorted(telltales), 0.0)
    if rows.is_empty():
        return none, pl.DataFrame(schema={"member_key": pl.Int32, "log_lookalike": pl.Float64})
    wide = rows.pivot("attribute", index=["member_key", "answered", "expected"], values="log_ratio").fill_null(0)
    ratios = wide[:, 3:].to_numpy()
    names = [name.removeprefix(_OF) for name in wide.columns[3:]]
    weights = _ridge(ratios, wide["answered"].to_numpy(), wide["expected"].to_numpy(), settings)
    members = wide.select("member_key", pl.Series("log_lookalike", ratios @ weights))
    return {**dict(zip(names, weights.tolist(), strict=True)), **none}, members


def _ridge(ratios: Matrix, answered: Vector, expected: Vector, settings: ScoreSettings) -> Vector:
    """Fit ``answered ~ expected · exp(ratios · w)``; a free intercept takes up what all have in common."""
    count = ratios.shape[1]
    if "attribute_weight" in settings.model_fields_set:
        return np.full(count, settings.attribute_weight)
    design = np.column_stack([ratios, np.ones(len(answered))])
    prior = np.append(np.full(count, settings.attribute_weight), 0.0)
    precision = np.append(np.full(count, _WEIGHT_PRECISION), 1e-6)
    weights = negative_binomial(design, expected, answered, settings.alpha, prior, precision)
    bounded: Vector = np.clip(weights[:-1], -0.5, 1.5)
    return bounded


def leaning_weights(
    workspace: Workspace, settings: ScoreSettings, telltales: Mapping[str, str], steps: Steps
) -> tuple[dict[str, float], pl.DataFrame | None]:
    """Fit how far those who share an attribute are trusted with what a member leans to, dimension by dimension.

    Gives the weights by ``attribute/dimension``, and by contact the log ratios of each dimension. Without a clear gain
    a weight is none: on public data the layer gains little, where tastes go with age or brand it gains much.
    """
    import polars as pl

    rows = workspace.result("score/leaning_left_out", kappa_attribute=settings.kappa_attribute)
    rows = rows.filter(~pl.col("subject").str.replace("/[^/]+$", "").is_in(list(telltales)))
    if rows.is_empty():
        return {}, None
    wide = rows.pivot("subject", index="contact_number", values="log_ratio")
    names = sorted(wide.columns[1:])
    wide = steps.contacts.join(wide, on="contact_number", how="left", maintain_order="left").fill_null(0)
    ratios = wide.select(names).to_numpy()
    weights = _leaning_ridge(ratios, steps, settings)
    leanings = {
        name: ratios[:, at] @ weights[at]
        for name in steps.dimensions
        if (at := [i for i, n in enumerate(names) if n.endswith(f"/{name}")])
    }
    return dict(zip(names, weights.tolist(), strict=True)), steps.contacts.with_columns(**leanings)


def _leaning_ridge(ratios: Matrix, steps: Steps, settings: ScoreSettings) -> Vector:
    """Fit ``answered ~ rate · lookalike · exp(ratios · w)`` with weights held to none, and never below."""
    count = ratios.shape[1]
    if "leaning_weight" in settings.model_fields_set:
        return np.full(count, settings.leaning_weight)
    exposure = steps.lookalike / (1 + np.exp(-steps.offset))
    design = np.column_stack([ratios, np.ones(len(exposure))])
    precision = np.append(np.full(count, _LEANING_PRECISION), 1e-6)
    weights = negative_binomial(design, exposure, steps.answered, settings.alpha, np.zeros(count + 1), precision)[:-1]
    bounded: Vector = np.where(weights < LEAST_WEIGHT, 0.0, np.minimum(weights, 1.5))
    return bounded

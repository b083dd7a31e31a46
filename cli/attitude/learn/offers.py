"""What the elements of an offer are worth together, learned from past campaigns, each from all the others.

The ratios of a channel, a product, a timing and a gift that mostly went together tell one story several times; to
multiply them as they are would say too much. So their product is taken to a power, found with the base rate by a
negative binomial regression over treatments: campaigns differ for more reasons than their elements.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from attitude.database import Workspace
from attitude.learn.constants import Constants
from attitude.learn.regression import negative_binomial
from attitude.settings import ScoreSettings

if TYPE_CHECKING:
    from attitude.learn.regression import Vector

_KAPPAS = (5.0, 80.0)
_SIZE = 3.0  # of the negative binomial: rates of like campaigns scatter by some 60 %
_POWER, _POWER_SD = 0.5, 0.3  # known beforehand of the power
_LEAST_TREATMENTS = 3


def learn_offers(workspace: Workspace, settings: ScoreSettings, constants: Constants) -> Constants:
    """Learn kappa, the power and the base rate from ``treatment_sums``; fewer than three treatments teach nothing."""
    others = () if "kappa" in settings.model_fields_set else _KAPPAS
    found = [_fit(workspace, kappa) for kappa in (constants.kappa, *others)]
    fits = [fit for fit in found if fit is not None]
    if not fits:
        return constants
    _, kappa, power, base_rate = max(fits)
    return replace(constants, kappa=kappa, offer_weight=round(power, 3), base_rate=round(base_rate, 9))


def _fit(workspace: Workspace, kappa: float) -> tuple[float, float, float, float] | None:
    """Give the log-likelihood, kappa, the power, and the base rate that gives all responses there were."""
    rows = workspace.result("score/offers", kappa=kappa)
    if rows.height < _LEAST_TREATMENTS or rows["answered"].sum() <= 0:
        return None
    answered, contacts, log_ratio = (rows[name].to_numpy() for name in ("answered", "contacts", "log_ratio"))
    level, power = _regression(answered, contacts, log_ratio)
    mean = contacts * np.exp(level + power * log_ratio)
    likelihood = np.sum(answered * np.log(mean / (mean + _SIZE)) - _SIZE * np.log1p(mean / _SIZE))
    likelihood -= ((power - _POWER) / _POWER_SD) ** 2 / 2
    base_rate = answered.sum() / np.sum(contacts * np.exp(power * log_ratio))
    return float(likelihood), kappa, float(power), float(min(base_rate, 0.95))


def _regression(answered: Vector, contacts: Vector, log_ratio: Vector) -> tuple[float, float]:
    """Fit ``answered ~ contacts · exp(level + power · log_ratio)``."""
    design = np.column_stack([np.ones(len(answered)), log_ratio])
    prior = np.array([np.log(answered.sum() / contacts.sum()), _POWER])
    level, power = negative_binomial(design, contacts, answered, _SIZE, prior, np.array([1e-6, _POWER_SD**-2]))
    return float(level), float(power)

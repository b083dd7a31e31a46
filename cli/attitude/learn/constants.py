"""The constants that scores are made with, and where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from attitude.elements import DIMENSIONS
from attitude.forecasts import SPREAD
from attitude.learn.boost import Together
from attitude.settings import ScoreSettings


@dataclass(frozen=True)
class Constants:
    """The constants that scores are made with.

    Parameters
    ----------
    alpha, beta, half_life_days, attribute_weights
        Of members: expected responses at which a member's own record weighs half; the same by dimension; the memory;
        how far each attribute is trusted.
    shown_alpha
        Alpha of the scores that people read. Beside what a member leans to in each dimension, which takes up much of
        their level, chances are best with a high alpha; how readily a member answers at all is then told too little.
    slope, intercept
        What a member adds to the log-odds of an offer: intercept, plus slope times the logarithm of the ratios.
    kappa, pair_kappa, offer_weight, offer_size, offer_power, base_rate
        Of offers: expected responses at which an element's record weighs half; the same of what a product and an
        element of another dimension bring together beyond both, None where pairs foretell nothing; the power that the
        product of the elements' ratios is taken to from campaign to campaign; responses beyond which one offer of a
        campaign says no more, for offers scatter; the power that what shows within campaigns is taken to, beside what
        is known of members; the response rate of an offer whose elements are as good as any, None where nothing was
        learned.
    spread
        Of the next campaign: the standard deviation of the logarithm of what comes over what is foreseen.
    habit_weights
        How far each habit is trusted; those without weight are left out.
    leaning_weights
        How far those who share an attribute are trusted with a member's leanings, by ``attribute/dimension``; those
        without weight are left out.
    choice_weights
        How far what members chose when answering tells what they answer to, by dimension: 0 to 1; 1 where nothing
        tells, left out.
    together
        What members' attributes tell together, by boosted trees.
    telltales
        Attributes that know the answers of a campaign, with its id: their weight is none.
    members, contacts, campaigns, responses
        The evidence that they were learned from; none where they are the settings' own.
    gain
        Log-likelihood per contact, one campaign ahead, over that of the settings' own.
    """

    alpha: float
    beta: dict[str, float]
    half_life_days: float
    kappa: float
    shown_alpha: float = 1.0
    attribute_weights: dict[str, float] = field(default_factory=dict)
    habit_weights: dict[str, float] = field(default_factory=dict)
    leaning_weights: dict[str, float] = field(default_factory=dict)
    choice_weights: dict[str, float] = field(default_factory=dict)
    slope: float = 1.0
    intercept: float = 0.0
    pair_kappa: float | None = None
    offer_weight: float = 0.5
    offer_size: float = 10.0
    offer_power: float = 1.0
    base_rate: float | None = None
    spread: float = SPREAD
    together: Together = field(default_factory=Together)
    telltales: dict[str, str] = field(default_factory=dict)
    members: int = 0
    contacts: int = 0
    campaigns: int = 0
    responses: int = 0
    gain: float = 0.0

    def told(self) -> str:
        """Write them as JSON, as scorings and lists keep them: without trees, and of trees only where they count."""
        values = asdict(self)
        del values["together"]
        if self.together.exponent:
            values["together"] = self.together.judged()
        return json.dumps(values)


def defaults(settings: ScoreSettings, dimensions: Iterable[str] = DIMENSIONS) -> Constants:
    """Give the constants of the settings, learned from nothing."""
    beta = dict.fromkeys(dimensions, settings.beta)
    shown_alpha = settings.shown_alpha or settings.alpha
    return Constants(settings.alpha, beta, settings.half_life_days, settings.kappa, shown_alpha)

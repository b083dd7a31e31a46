"""The constants of the model, learned from a workspace's own history, one campaign ahead.

Every past campaign is a question that the scores could have been asked the day before it: with which constants would
they have answered best? Each constant is held to the settings' value by a prior, so a short history moves it little;
what the settings file names is never moved.
"""

import os
from collections.abc import Mapping

# Before numpy is loaded, here or by attitude.added: sums over threads would differ in their last digits from machine to
# machine, and matrices this small take a hundred times longer while threads wait for one another on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from attitude.database import Workspace
from attitude.learn.boost import may_boost
from attitude.learn.constants import Constants, defaults
from attitude.learn.members import learn_members
from attitude.learn.offers import learn_offers, weigh_elements
from attitude.learn.pressure import Pressure, as_rows, learn_pressure, pressure_curve
from attitude.learn.regression import Matrix, Vector, clearly_above, negative_binomial
from attitude.settings import ScoreSettings

__all__ = [
    "Constants",
    "Matrix",
    "Pressure",
    "Vector",
    "as_rows",
    "clearly_above",
    "defaults",
    "find_telltales",
    "learn",
    "learn_pressure",
    "may_boost",
    "negative_binomial",
    "pressure_curve",
    "weigh_elements",
]


def learn(workspace: Workspace, settings: ScoreSettings, telltales: Mapping[str, str] | None = None) -> Constants:
    """Learn the constants from what `attitude.score.gather` brought together.

    Parameters
    ----------
    telltales
        Attributes that know the answers of a campaign, with its id; they are not trusted at all. By default those that
        `find_telltales` finds.
    """
    if telltales is None:
        telltales = find_telltales(workspace)
    constants, answers = learn_members(workspace, settings, telltales)
    return learn_offers(workspace, settings, constants, answers)


def find_telltales(workspace: Workspace) -> dict[str, str]:
    """Find the attributes that were written after a campaign or because of it, each with the campaign that shows it."""
    return {attribute: campaign for attribute, campaign, _ in workspace.result("score/telltales").rows()}

"""The constants of the model, learned from a workspace's own history, one campaign ahead.

Every past campaign is a question that the scores could have been asked the day before it: with which constants would
they have answered best? Each constant is held to the settings' value by a prior, so a short history moves it little;
what the settings file names is never moved.
"""

from attitude.database import Workspace
from attitude.learn.constants import DIMENSIONS, Constants, defaults
from attitude.learn.members import learn_members
from attitude.learn.offers import learn_offers
from attitude.settings import ScoreSettings

__all__ = ["DIMENSIONS", "Constants", "defaults", "learn"]


def learn(workspace: Workspace, settings: ScoreSettings) -> Constants:
    """Learn the constants from what `attitude.score.gather` brought together."""
    return learn_offers(workspace, settings, learn_members(workspace, settings))

"""Every command: typed options, one call, one thing said. One module for each act, in the order of the help."""

from attitude.commands import workspace, people, backup, job, attitude, action, replay, achievement, knowledge  # noqa: F401, I001 - they sign up in this order
from attitude.commands.app import ACTS, app

__all__ = ["ACTS", "app"]

"""From a campaign plan to a send list with its holdout, funnel and exclusions."""

from attitude.target.step import TargetResult, target

__all__ = ["TargetResult", "target"]

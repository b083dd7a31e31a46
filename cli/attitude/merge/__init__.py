"""Two ids that become one: the public names of the merge step."""

from attitude.merge.pairs import pairs_in
from attitude.merge.step import Merged, merge

__all__ = ["Merged", "merge", "pairs_in"]

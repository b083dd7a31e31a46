"""The scores come near the best that can be known of the built-in world; how that is found, its script says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "examples" / "benchmark"))
from bound import replayed

LAST = 3  # the script replays all of them, which takes minutes


@pytest.mark.long
def test_the_replay_comes_within_two_hundredths_of_the_best_possible(tmp_path: Path) -> None:
    table, reached, held = replayed(tmp_path, 20_000, 1, 600, LAST)
    assert table.height == LAST
    assert 0.98 <= reached <= 1.01, f"{reached:.4f} of the best possible"
    assert all(0.86 <= share <= 0.97 for share in held["held"]), held

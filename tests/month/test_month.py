"""A month day by day: files come late, twice, corrected and broken, runs are killed; it ends as if nothing had been."""

from __future__ import annotations

import sys
from pathlib import Path

from conftest import ROOT

sys.path.insert(0, str(ROOT / "examples" / "benchmark"))
import pytest
from month import at_once, day_by_day, differences, prepare

pytestmark = pytest.mark.slow

KILLS = 2  # the script kills as often as it is told, which takes longer


def test_a_month_that_is_killed_ends_like_one_that_is_not(tmp_path: Path) -> None:
    prepare(tmp_path, 600, 3)
    once = at_once(tmp_path)
    assert once.codes == [3], "one file was refused, all else was done"
    month = day_by_day(tmp_path, KILLS, 3, 3.0)
    assert month.counts["killed"] > 0
    assert differences(once, month) == []

"""Places in queries that names of attributes are put into: one that was changed fails, and is never left unfilled."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from attitude.added import keep_ratios
from attitude.database import Workspace, query_folder, query_text, sql
from attitude.dimensions import define_views
from attitude.errors import AttitudeError
from attitude.load.members import define_members_view
from attitude.profiles import define_scores, find_leanings, find_scores_before

_FILLED: dict[str, Callable[[Workspace], None]] = {
    "schema/score_views": define_scores,
    "schema/members_view": define_members_view,
    "schema/views": define_views,
    "score/leanings": find_leanings,
    "measure/scores_before": find_scores_before,
    "added/unasked": lambda workspace: keep_ratios(workspace, (0.0, 0.0)),
}
_MARK = re.compile(r"(?:0::utinyint |null::double |false |0 )?/\* \w+ \*/")


def _marks(name: str) -> list[str]:
    return sorted(set(_MARK.findall(query_text(name))))


def test_marks_are_in_the_files_that_are_filled_alone() -> None:
    files = {path.relative_to(query_folder()).with_suffix("").as_posix() for path in query_folder().rglob("*.sql")}
    assert {name for name in files if "/*" in query_text(name)} == set(_FILLED)


@pytest.mark.parametrize(("name", "mark"), [(name, mark) for name in _FILLED for mark in _marks(name)])
@pytest.mark.parametrize("change", ["one blank more", "one too many"])
def test_a_mark_that_was_changed_fails_loudly(
    scored: Path, monkeypatch: pytest.MonkeyPatch, name: str, mark: str, change: str
) -> None:
    """Nothing is worked out with what was left unfilled, and the scores stay."""
    text = query_text(name)
    changed = text.replace(mark, mark.replace("/* ", "/*  "), 1) if change == "one blank more" else f"{text}-- {mark}\n"
    with Workspace(scored) as workspace:
        before = workspace.rows("select sql from duckdb_views() where not internal order by all")
        monkeypatch.setattr(sql, "query_text", lambda asked: changed if asked == name else query_text(asked))
        with pytest.raises(AttitudeError) as told:
            _FILLED[name](workspace)
        assert workspace.rows("select sql from duckdb_views() where not internal order by all") == before
    times = text.count(mark)
    found = times - 1 if change == "one blank more" else times + 1
    assert str(told.value) == (
        f"queries/{name}.sql: has '{mark}' {found} times, not {times}; put the file back as attitude brought it"
    )

"""Who is on a list, and what the list is called, hangs on no last digit of a double."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from attitude.database import Workspace, query_folder, quoted
from attitude.errors import UsageError
from attitude.export import export
from attitude.plan import Plan
from attitude.settings import Settings
from attitude.targeting import target, target_together

pytestmark = pytest.mark.slow

SMS = {"channel": "sms", "gift": "coupon", "unit_cost": 0.05}
EMAIL = {"channel": "email", "gift": "points", "unit_cost": 0.01}
CALL = {"channel": "call", "gift": "household", "unit_cost": 0.8}
MORE: dict[str, dict[str, Any]] = {
    "in turn": {"limits": {"size": 60}},
    "rules": {
        "limits": {"size": 80},
        "audience": {
            "attitude": {"product": {"voice-family": [45, 100]}},
            "group": [{"name": "half", "share": 0.5, "limit": 30}, {"name": "rest"}],
        },
        "policy": {"all": {"max": 3, "days": 30}},
        "send": {"hours": [9, 18], "days": 3},
    },
    "explore": {"limits": {"size": 60}, "explore": {"share": 0.2}},
    "prices": {
        "offer": [{**SMS, "capacity": 30}, {**EMAIL, "capacity": 60}, CALL],
        "limits": {"size": 120, "budget": 20.0},
    },
    "minimum": {
        "offer": [SMS, EMAIL],
        "audience": {"group": [{"name": "half", "share": 0.5, "minimum": 25}, {"name": "rest"}]},
        "limits": {"size": 60},
    },
    "random": {"choice": {"by": "random"}, "limits": {"size": 50}},
    "a number of one's own": {"choice": {"by": "arpu::double / 3"}, "limits": {"size": 50}},
}


def plan_of(more: dict[str, Any], campaign: str = "next") -> Plan:
    about = {"id": campaign, "product": "voice-family", "starts_on": "2026-12-05", "value_per_response": 4.0}
    return Plan.model_validate({"campaign": about, "offer": [SMS], "holdout": {"share": 0.2}, **more})


ALLOWED = ("stale-optouts", "expired")


class Nudged(Workspace):
    """A workspace in which every double moves by a few units in the last place, whenever a query has made some."""

    def run(self, *names: str, **variables: object) -> None:
        for name in names:
            super().run(name, **variables)
            if name.startswith(("targeting/", "choice/", "score/")):
                self.nudge("temp")

    def nudge(self, catalog: str) -> None:
        columns = self.rows(
            "select schema_name, table_name, column_name, data_type from duckdb_columns() as c "
            "semi join duckdb_tables() as t on c.database_name = t.database_name and c.table_oid = t.table_oid "
            "where c.database_name = ? and data_type in ('DOUBLE', 'DOUBLE[]')",
            [catalog],
        )
        for schema, table, column, kind in columns:
            name = quoted(column)
            moved = f"list_transform({name}, lambda x: {_moved('x')})" if kind == "DOUBLE[]" else _moved(name)
            self.rows(f"update {quoted(catalog)}.{schema}.{quoted(table)} set {name} = {moved}")


def _moved(x: str) -> str:
    """Three steps up or down, or not at all, by the number's own place: equals do not stay equal."""
    up, down = "nextafter(" * 3 + x + ", 'inf'::double)" * 3, "nextafter(" * 3 + x + ", '-inf'::double)" * 3
    return f"case hash(rowid, {x}) % 3 when 0 then {up} when 1 then {down} else {x} end"


@pytest.fixture(scope="module")
def both(scored_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The scored world, and the same with every kept double moved."""
    folder = tmp_path_factory.mktemp("both")
    plain, moved = (Path(shutil.copy(scored_once, folder / name)) for name in ("plain.duckdb", "moved.duckdb"))
    with Nudged(moved) as workspace:
        assert isinstance(workspace, Nudged)
        before = workspace.rows("select ratio from store.elements order by element_key")
        workspace.nudge("moved")
        assert before != workspace.rows("select ratio from store.elements order by element_key"), "something must move"
    return plain, moved


def decided(workspace: Workspace, list_id: str, folder: Path) -> tuple[Any, ...]:
    rows = workspace.rows("select * from list_members where list_id = ? order by member_id", [list_id])
    codes = workspace.rows("select * from list_treatments where list_id = ? order by all", [list_id])
    funnel = workspace.rows("select * from list_funnel where list_id = ? order by step", [list_id])
    folder.mkdir()
    found = export(workspace, list_id, "csv", folder / "sms.csv", folder, None, Settings(), ALLOWED)
    return list_id, rows, codes, funnel, found.file.read_bytes(), found.manifest.read_bytes()


@pytest.mark.parametrize("kind", MORE)
def test_a_list_does_not_hang_on_last_digits(both: tuple[Path, Path], tmp_path: Path, kind: str) -> None:
    found = []
    for path, kind_of in zip(both, (Workspace, Nudged), strict=True):
        mine = Path(shutil.copy(path, tmp_path / path.name))
        with kind_of(mine) as workspace:
            made = target(workspace, plan_of(MORE[kind]), 1, force=True)
        with Workspace(mine) as workspace:
            found.append(decided(workspace, made.list_id, tmp_path / path.stem))
    plain, moved = found
    assert len(plain[1]) > 30
    for before, after in zip(plain, moved, strict=True):
        assert before == after


def test_lists_chosen_together_do_not_either(both: tuple[Path, Path], tmp_path: Path) -> None:
    found = []
    for path, kind_of in zip(both, (Workspace, Nudged), strict=True):
        mine = Path(shutil.copy(path, tmp_path / path.name))
        plans = [plan_of(MORE["prices"], "one"), plan_of({"offer": [SMS, EMAIL], "limits": {"size": 60}}, "two")]
        with kind_of(mine) as workspace:
            made = target_together(workspace, plans, 1, Settings(), force=True)
        with Workspace(mine) as workspace:
            folders = (tmp_path / f"{path.stem}-{at}" for at in range(2))
            found.append([decided(workspace, one.list_id, at) for one, at in zip(made.lists, folders, strict=True)])
    assert found[0] == found[1]


def test_no_query_leaves_ties_to_the_database() -> None:
    """DuckDB 2.0.1 rounds 0.1234565 to six places otherwise than 2.0.0; the macro ``rounded`` is the same in both."""
    places = re.compile(r"(?<![\w.])round\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?,")
    assert places.search("select round(f(a, b) * c, 6)")
    texts = {path.name: path.read_text(encoding="utf-8") for path in query_folder().rglob("*.sql")}
    found = [name for name, text in texts.items() if places.search(re.sub(r"--.*", "", text))]
    assert not found, "rounded(x, places)"


def test_a_plan_decides_the_same_however_it_is_spelled() -> None:
    plain = plan_of({})
    spelled = plan_of({"explore": {"share": 0.0}, "exclude": {"lists": []}, "send": {"days": 1}})
    assert plain.decided == spelled.decided
    assert plain.decided != plan_of({"holdout": {"share": 0.3}}).decided


def test_a_list_handed_over_stays_as_it_was_made(scored: Path, tmp_path: Path) -> None:
    """Other scores that decide the same make the same list; what was handed over is not written anew."""
    plan = plan_of({"limits": {"size": 60}})
    with Workspace(scored) as workspace:
        made = target(workspace, plan, 1)
        before = decided(workspace, made.list_id, tmp_path / "before")
        workspace.rows("update store.scorings set base_rate = base_rate * 1.01")
        again = target(workspace, plan, 1)
        assert (again.list_id, again.stood) == (made.list_id, "exported")
        assert decided(workspace, made.list_id, tmp_path / "after") == before


def test_a_draft_of_the_same_decisions_keeps_name_and_codes(scored: Path) -> None:
    plan = plan_of({"limits": {"size": 60}})
    with Workspace(scored) as workspace:
        made = target(workspace, plan, 1)
        workspace.rows("update store.lists set list_id = 'as-it-was-named-once'")
        workspace.rows("update store.list_treatments set treatment_code = 'ANCIENT'")
        workspace.rows("update store.scorings set base_rate = base_rate * 1.01")
        again = target(workspace, plan, 1)
        assert again.list_id == "as-it-was-named-once" != made.list_id
        assert workspace.rows(
            "select list_id, treatment_code, status from list_treatments join lists using (list_id)"
        ) == [("as-it-was-named-once", "ANCIENT", "draft")]
        worth = workspace.row("select sum(expected_value) from list_members where not is_control")[0]
        assert worth != pytest.approx(made.totals["value"])


@pytest.mark.parametrize("by", ["1e25", "'inf'::double", "arpu::double / 0", "'nan'::double"])
def test_a_number_that_is_none_is_refused(scored: Path, by: str) -> None:
    with Workspace(scored) as workspace, pytest.raises(UsageError, match=r"^choice\.by: .*below 1e23"):
        target(workspace, plan_of({"choice": {"by": by}, "limits": {"size": 50}}), 1)

"""Each rule of a plan is a kind with figures: what is kept tells which it is, whatever words it is said in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from test_why import BETWEEN, PLAN, RULES, made_sheet

from attitude import diff_page
from attitude.database import Workspace, query_text
from attitude.diff import diff
from attitude.plan import read_plan
from attitude.settings import ControlSettings, Settings
from attitude.targeting import ListFull, target
from attitude.targeting.rules import KINDS, rule_of
from attitude.why import Why, why

CONTROL = Settings(control=ControlSettings(share=0.4))
# more of the plan, so that each rule takes somebody out
EXTRAS = [
    *(extra for _, extra, *_ in RULES),
    *(f"{'unit_cost = 0.5' if 'budget' in extra else ''}\n{extra}" for _, extra, *_ in BETWEEN),
    '[[audience.group]]\nname = "半"\nshare = 0.5\n',
    "[limits]\nsize = 3\n",
    '[policy]\n"短信" = { max = 1, days = 10 }\n',  # with households
    '[exclude]\nlists = ["{before}"]\n',
    '[limits]\nsize = 2\n[choice]\nmethod = "prices"\n',
    'unit_cost = 2.0\n[choice]\nmethod = "prices"\n',
]


def listed(workspace: Workspace, folder: Path, name: str, extra: str = "", settings: Settings | None = None) -> str:
    """Build the list of the plan with another name and some more lines; gives its id."""
    plan = PLAN.replace("三月", name) + extra
    if settings is CONTROL:
        plan = plan.replace("2026-03-01", "2026-06-01")  # it holds for whoever else is in its period
    (folder / "my.toml").write_text(plan, encoding="utf-8")
    return target(workspace, read_plan(folder / "my.toml"), 1, settings, force=True).list_id


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with lists of plans that follow every rule there is."""
    folder = tmp_path_factory.mktemp("ruled")
    path, before = made_sheet(folder), ""
    with Workspace(path) as workspace:
        for number, extra in enumerate(EXTRAS):
            before = listed(workspace, folder, f"三月{number}", extra.replace("{before}", before))
        listed(workspace, folder, "control", settings=CONTROL)
        workspace.rows(
            "insert into store.departures select member_key, 1, true from store.persons where member_id = '会员04'"
        )
        listed(workspace, folder, "departed")
        own_day_and_wave(workspace, folder)
    return path


def own_day_and_wave(workspace: Workspace, folder: Path) -> None:
    """Build a list by days of their own, which nobody or one has, and the second wave of a series."""
    workspace.rows(
        "update store.members set joined_on = date '2020-06-01' where member_key = "
        "(select member_key from store.persons where member_id = '会员01')"
    )
    own = PLAN.replace("三月", "own").replace("2026-03-01\n", "2026-03-01\nends_on = 2026-03-31\n")
    (folder / "my.toml").write_text(own + '[send]\non = "joined_on"\n', encoding="utf-8")
    target(workspace, read_plan(folder / "my.toml"), 1, Settings(), force=True)
    waves = PLAN.replace("三月", "waves") + '[limits]\nsize = 3\n[[wave]]\nafter_days = 7\nto = "bought"\n'
    (folder / "my.toml").write_text(waves, encoding="utf-8")
    plan = read_plan(folder / "my.toml")
    first = target(workspace, plan, 1, Settings(), force=True)
    workspace.rows("update store.lists set status = 'exported' where list_id = ?", [first.list_id])
    target(workspace, plan, 1, Settings(), force=True, wave=2)


@pytest.fixture
def opened(ruled: Path) -> Iterator[Workspace]:
    with Workspace(ruled, read_only=True) as workspace:
        yield workspace


def say_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """Change every sentence."""
    for rule in KINDS.values():
        monkeypatch.setattr(rule, "words", lambda self: f"«{self.kind} {self.about}»")


DECIDED = """
select f.kind, min((l.list_id, p.member_id))
from store.list_exclusions as x
inner join store.list_funnel as f using (list_key, step)
inner join store.lists as l using (list_key)
inner join store.persons as p using (member_key)
group by f.kind
order by f.kind
"""


@pytest.mark.slow
def test_what_is_kept_is_the_rule(opened: Workspace) -> None:
    kept = opened.rows("select kind, about, rule from store.list_funnel")
    assert {kind for kind, *_ in kept} == set(KINDS) - {"told"}
    for kind, about, words in kept:
        rule = rule_of(kind, about)
        assert (rule.kind, rule.about, rule.words()) == (kind, about, words)
        assert json.dumps(json.loads(about), sort_keys=True, ensure_ascii=False, separators=(",", ":")) == about


@pytest.fixture(scope="module")
def reasons(ruled: Path) -> dict[str, Why]:
    with Workspace(ruled, read_only=True) as workspace:
        return asked(workspace)


def asked(workspace: Workspace) -> dict[str, Why]:
    """Ask about somebody whom a rule took out, for every kind."""
    return {kind: why(workspace, place[0], place[1], CONTROL) for kind, place in workspace.rows(DECIDED)}


@pytest.mark.slow
def test_the_reason_does_not_hang_on_the_words(
    opened: Workspace, reasons: dict[str, Why], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every sentence is another one than when the lists were made: who is out is out for the same reason."""
    assert set(reasons) == set(KINDS) - {"told"}
    say_otherwise(monkeypatch)
    for kind, now in asked(opened).items():
        was = reasons[kind]
        words, named = was.head["out_rule"], now.head["out_rule"]
        assert named.startswith(f"«{kind} ")
        assert now.binding == was.binding.replace(words, named, 1)
        others = dict(zip(was.rules["rule"], now.rules["rule"], strict=True))
        said, notes = was.change, was.notes
        for then, today in others.items():
            said = said.replace(f"'{then}'", f"'{today}'")
            notes = tuple(note.replace(f"'{then}'", f"'{today}'") for note in notes)
        assert (now.change, now.notes) == (said, notes)
        assert now.rules.drop("rule").rows() == was.rules.drop("rule").rows()
        assert now.offers.drop("closed_by").rows() == was.offers.drop("closed_by").rows()
        assert [others.get(rule) for rule in was.offers["closed_by"]] == now.offers["closed_by"].to_list()


@pytest.mark.slow
def test_a_reason_is_one_that_the_rule_itself_tells(reasons: dict[str, Why]) -> None:
    told = {kind: found.binding.removeprefix(found.head["out_rule"]) for kind, found in reasons.items()}
    for kind, words in {
        "departed": ": missing from",
        "universal_control": ": draw 0.",
        "contacted_within": ": last 2026-02-20 by sms",
        "on_lists": ": on 三月",
        "household_policy": " of the same household has rank",
        "same_address": " of the same phone has rank",
        "used_up": ": limits.budget",
        "list_full": ": their best offer today",
        "outbid": ": the best offer open to them today is offer 1, worth",
        "losing": ": the best offer open to them today is offer 1, worth",
    }.items():
        assert words in told[kind], (kind, told[kind])


LIST = "select l.list_id from store.lists as l inner join store.list_funnel as f using (list_key)"


@pytest.mark.slow
def test_a_difference_does_not_hang_on_the_words(
    opened: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (full,) = opened.row(f"{LIST} where f.kind = 'list_full' and l.count_treated = 3 order by l.list_id limit 1")
    (wide,) = opened.row(f"{LIST} where f.kind = 'responded_to'")
    before = diff(opened, full, wide)
    assert set(before.counts["kind"].drop_nulls()) >= {ListFull.kind, "responded_to"}
    diff_page.show(before)
    assert "a propensity of" in capsys.readouterr().out
    say_otherwise(monkeypatch)
    now = diff(opened, full, wide)
    assert now.counts.drop("reason").sort("kind").rows() == before.counts.drop("reason").sort("kind").rows()
    assert now.rows.drop("reason").rows() == before.rows.drop("reason").rows()
    assert "«list_full {}»" in set(now.rows["reason"])
    diff_page.show(now)
    said = capsys.readouterr().out
    assert "«list_full {}»" in said
    assert "a propensity of" in said


@pytest.mark.slow
def test_a_control_whose_share_has_changed_is_told_as_it_was(own: Workspace) -> None:
    """Its rule is another today: what was decided is told of the one that decided it."""
    ((list_id, member),) = own.rows(
        "select list_id, min(member_id) from list_exclusions where rule like 'universal%' group by 1"
    )
    was = why(own, list_id, member, CONTROL)
    own.rows("update store.control_periods set share = 0.6")
    now = why(own, list_id, member, CONTROL)
    assert (now.binding, now.change) == (was.binding, was.change)
    assert now.binding.startswith("universal control 40 % of 2026-Q2: draw 0.")
    assert now.rules.row(0, named=True)["today"] is None


@pytest.mark.slow
def test_views_show_the_sentence(opened: Workspace) -> None:
    for view in ("list_funnel", "list_exclusions"):
        (count,) = opened.row(f"select count(*) from {view} where rule = 'contacted within 14 days'")
        assert count, view


@pytest.fixture
def own(ruled: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(Path(shutil.copy(ruled, tmp_path / "attitude.duckdb"))) as workspace:
        yield workspace


def upgrade_rules(workspace: Workspace) -> None:
    """Follow what an upgrade to version 16 does to rules."""
    for statement in duckdb.extract_statements(query_text("schema/upgrades/0016_rules_and_scores_kept")):
        if "list_funnel" in statement.query:
            workspace.define(statement.query)


# Kinds that came after version 16: no list of before has them.
LATER = ["not_reached", "answered_wave", "no_own_day", "own_day_elsewhere"]


def downgrade_rules(workspace: Workspace) -> list[tuple[object, ...]]:
    """Leave the sentence alone, as versions 13 to 15 kept it; gives what is to come back."""
    workspace.rows("delete from store.list_funnel where kind in (select unnest(?))", [LATER])
    kept = workspace.rows("from store.list_funnel order by list_key, step")
    workspace.define("alter table store.list_funnel drop column kind")
    workspace.define("alter table store.list_funnel drop column about")
    return kept


@pytest.mark.slow
def test_an_upgrade_finds_the_rules_of_kept_sentences(own: Workspace) -> None:
    kept = downgrade_rules(own)
    upgrade_rules(own)
    assert own.rows("from store.list_funnel order by list_key, step") == kept


RANGES = """
[audience.attitude]
product = { "音乐" = [0.5, 99.987654] }
[audience]
responsiveness = [1e-3, 100]
[[audience.responded]]
within_days = 900
channel = "短信"
product = "音乐"
gift = "券"
[exclude]
responded_to = ["旧", "新"]
[[exclude.responded]]
within_days = 1
campaign = "旧"
[policy]
"短信" = { max = 3, days = 10, per = "member" }
"all" = { max = 3, days = 10 }
"""


@pytest.mark.slow
def test_an_upgrade_keeps_figures_that_the_sentence_rounds(own: Workspace, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text(PLAN + RANGES, encoding="utf-8")
    settings = Settings(control=ControlSettings(share=0.125, period="year"))
    for seed in (1, 2):  # the second list has two draws of its period
        own.rows("insert into store.control_periods values ('2026', 0.375, ?)", [seed])
        target(own, read_plan(tmp_path / "my.toml"), seed, settings, force=True)
    kept = downgrade_rules(own)
    assert any('"high":99.987654' in str(about) for _, _, _, about, *_ in kept)
    upgrade_rules(own)
    assert own.rows("from store.list_funnel order by list_key, step") == kept


@pytest.mark.slow
def test_a_sentence_that_nobody_knows_stays_as_it_was_told(own: Workspace) -> None:
    words = 'kept "out" by the office'
    own.rows("update store.list_funnel set rule = ? where kind = 'contacted_within'", [words])
    downgrade_rules(own)
    upgrade_rules(own)
    (kept,) = own.rows("select kind, about from store.list_funnel where rule = ?", [words])
    assert kept == ("told", json.dumps({"sentence": words}, separators=(",", ":")))
    ((list_id, member),) = own.rows("select list_id, min(member_id) from list_exclusions where rule = ? group by 1",
                                    [words])  # fmt: skip
    found = why(own, list_id, member, Settings())
    assert found.binding == f"{words}: a rule of an earlier version, which cannot be asked again"
    assert found.change == "on the list if that rule let them pass"
    assert words in found.rules["rule"].to_list()

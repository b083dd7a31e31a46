"""Why a member is on a list or not: every kind of rule, who is on it, who is held out, and what would change it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli, few

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ControlSettings, ScoreSettings, Settings
from attitude.targeting import target
from attitude.why import Why, why

MEMBERS = """\
member_id,brand,phone,email,household_id
会员01,金卡,1001,,
会员02,金卡,1002,,
会员03,银卡,1003,,
会员04,金卡,1004,,
会员05,金卡,1005,,
会员06,金卡,1006,,
会员07,金卡,,,
会员08,金卡,1008,,
会员09,金卡,1009,,
会员10,金卡,1009,,
会员11,金卡,1011,,h1
会员12,金卡,1012,,h1
会员13,黑名单,1013,,
会员14,金卡,1014,,
"""
CAMPAIGNS = """\
campaign_id,product,channel,gift,starts_on,response_days
旧,音乐,短信,券,2026-01-05,10
新,音乐,短信,券,2026-02-20,10
"""
# everyone was contacted in January; 05 in February too, and twice
CONTACTS = "member_id,campaign_id,contacted_at\n" + "".join(
    f"会员{n:02},旧,2026-01-05 10:00\n" for n in range(1, 14)
) + "会员05,新,2026-02-20 10:12\n会员14,新,2026-02-01 09:00\n"  # fmt: skip
RESPONSES = """\
member_id,campaign_id,responded_at
会员01,旧,2026-01-06 10:00
会员02,旧,2026-01-06 10:00
会员06,旧,2026-01-07 12:00
"""
OPTOUTS = "member_id,channel,opted_out_on\n会员08,短信,2026-02-01\n"
PLAN = """\
[campaign]
id = "三月"
product = "音乐"
starts_on = 2026-03-01
value_per_response = 10.0
[[offer]]
channel = "短信"
gift = "券"
"""


def made_sheet(folder: Path) -> Path:
    """Make a workspace of the tables above, loaded and scored."""
    create(folder / "attitude.duckdb")
    with Workspace(folder / "attitude.duckdb") as workspace:
        for kind, text in {"members": MEMBERS, "campaigns": CAMPAIGNS, "contacts": CONTACTS, "responses": RESPONSES,
                           "optouts": OPTOUTS}.items():  # fmt: skip
            path = folder / f"{kind}.csv"
            path.write_text(text, encoding="utf-8")
            load_file(workspace, kind, path, LoadOptions(max_rejects=0))
        score(workspace, ScoreSettings())
    return folder / "attitude.duckdb"


@pytest.fixture(scope="module")
def sheet_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_sheet(tmp_path_factory.mktemp("sheet"))


@pytest.fixture
def sheet(sheet_once: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of one's own, loaded and scored."""
    with Workspace(Path(shutil.copy(sheet_once, tmp_path / "attitude.duckdb"))) as workspace:
        yield workspace


def ask(workspace: Workspace, folder: Path, member: str, extra: str, settings: Settings | None = None) -> Why:
    """Build the list of the plan with some more lines, and ask about a member."""
    (folder / "my.toml").write_text(PLAN + extra, encoding="utf-8")
    settings = settings or Settings()
    found = target(workspace, read_plan(folder / "my.toml"), 1, settings, force=True)
    return why(workspace, found.list_id, member, settings)


def rule(found: Why, name: str) -> dict[str, Any]:
    (row,) = [row for row in found.rules.rows(named=True) if row["rule"] == name]
    return row


# member, more of the plan, the rule that takes them out, its value, what would change it
RULES = [
    ("会员03", "[audience]\nwhere = \"brand = '金卡'\"", "audience.where", "brand = '金卡' (brand 银卡)",
     "on the list if brand = '金卡' were true of them (brand 银卡)"),
    ("会员13", "[exclude]\nwhere = \"brand = '黑名单'\"", "exclude.where", "(brand 黑名单)", "were not true"),
    ("会员03", "[audience.attitude]\nproduct = { \"音乐\" = [50, 100] }", "product 音乐 score 50–100", "4",
     "on the list if their score for 音乐 were 50 or more (it is 4"),
    ("会员01", "[audience]\nresponsiveness = [0, 50]", "responsiveness 0–50", "", "50 or less (it is"),
    ("会员03", "[[audience.responded]]\nwithin_days = 90", "not responded within 90 days", "never answered",
     "on the list if they had answered since 2025-12-01"),
    ("会员06", "[[exclude.responded]]\nwithin_days = 60", "responded within 60 days", "last answered 旧 on 2026-01-07",
     "on the list if the campaign began on 2026-03-09 or later"),
    ("会员06", "[exclude]\nresponded_to = [\"旧\"]", "responded to 旧", "answered 旧", "did not name 旧"),
    ("会员05", "[exclude]\ncontacted_within_days = 14", "contacted within 14 days", "last 2026-02-20 by sms (新)",
     "on the list if the campaign began on 2026-03-07 or later"),
    ("会员08", "", "opted out of 短信", "sms on 2026-02-01", "if the opt-out were lifted"),
    ("会员07", "", "not reachable by 短信", "no phone", "on the list if a phone of theirs were loaded"),
    ("会员05", "[policy]\n\"短信\" = { max = 1, days = 10 }", "policy sms: at most 1 in 10 days",
     "1 contact, 2026-02-20 10:12, free again 2026-03-02 10:12", "on the list if sent on 2026-03-02 10:12 or later"),
    ("会员03", "[[audience.group]]\nname = \"金\"\nwhere = \"brand = '金卡'\"", "in none of the groups", "in none",
     "on the list if the words of one of the groups were true of them"),
]  # fmt: skip


@pytest.mark.parametrize(("member", "extra", "name", "value", "cure"), few(RULES), ids=lambda value: str(value)[:24])
def test_each_rule_about_members(
    sheet: Workspace, tmp_path: Path, member: str, extra: str, name: str, value: str, cure: str
) -> None:
    found = ask(sheet, tmp_path, member, extra)
    assert found.head["out_rule"] == name
    told = rule(found, name)
    assert (told["outcome"], told["today"]) == ("failed", None)
    assert value in told["value"]
    assert found.binding.startswith(name)
    assert cure in found.change
    assert found.notes == ()
    outcomes = found.rules["outcome"].to_list()
    assert set(outcomes[: told["step"] - 1]) <= {"passed"}
    # and whom the rule lets pass, it is told of too
    other = why(sheet, found.head["list_id"], "会员02" if member != "会员02" else "会员01", Settings())
    if other.head["rank"] is not None:
        assert rule(other, name)["outcome"] == "passed"


@pytest.mark.slow
def test_draws_decide_and_nothing_can_be_done(sheet: Workspace, tmp_path: Path) -> None:
    group = '[[audience.group]]\nname = "半"\nshare = 0.5\n'
    ask(sheet, tmp_path, "会员01", group)
    gone = sheet.rows("select min(member_id) from list_exclusions where rule = 'not drawn by its groups'")[0][0]
    found = ask(sheet, tmp_path, gone, group)
    assert "'半' leaves them: draw 0." in found.binding
    assert found.change == "out by draw: a seed decides, nothing to change"
    control = Settings(control=ControlSettings(share=0.4))
    ask(sheet, tmp_path, "会员01", "", control)
    gone = sheet.rows("select min(member_id) from list_exclusions where rule like 'universal control%'")[0][0]
    found = ask(sheet, tmp_path, gone, "", control)
    assert "universal control 40 % of 2026-Q1: draw 0." in found.binding


@pytest.mark.slow
def test_on_it_and_held_out(sheet: Workspace, tmp_path: Path) -> None:
    ask(sheet, tmp_path, "会员01", "[holdout]\nshare = 0.5\n[limits]\nsize = 4\n")
    sides: dict[bool, str] = dict(sheet.rows("select is_control, min(member_id) from list_members group by 1"))
    held, sent = (why(sheet, "三月", sides[side], Settings()) for side in (True, False))
    assert held.binding.startswith("the campaign's holdout: draw 0.")
    assert held.change == "in the campaign's holdout by draw: a seed decides, nothing to change"
    assert sent.change.startswith("on the list while their expected value is")
    for found in (held, sent):
        assert set(found.rules["outcome"]) == {"passed"}
        assert found.offers["is_given"].to_list() == [True]
        assert found.offers["propensity"][0] == pytest.approx(found.head["propensity"], abs=1e-9)
        product = 1.0
        for factor in found.factors["factor"]:
            product *= factor
        assert product / (1 + product) == pytest.approx(found.head["propensity"], abs=1e-8)


def test_what_a_pair_is_worth_counts_alike_everywhere(sheet: Workspace, tmp_path: Path) -> None:
    """In the list, in its reasons and among the offers of a member; other pairs of its elements do not."""
    keys: dict[str, int] = dict(sheet.rows("select element, element_key from store.elements"))
    for other, worth in (("短信", 2.0), ("券", 0.9)):
        told: list[object] = [keys["音乐"], keys[other], worth]
        sheet.rows("insert into store.element_pairs values (?, ?, 9, 2, 2, 2, 1.5, ?)", told)
    sheet.rows("insert into store.element_pairs values (?, ?, 9, 2, 2, 2, 1.5, 7)", [keys["券"], keys["短信"]])
    found = ask(sheet, tmp_path, "会员01", "[limits]\nsize = 4\n")
    factors = dict(
        found.factors.filter(found.factors["kind"].is_in(["offer", "pair"])).select("subject", "factor").rows()
    )
    assert factors["product 音乐 with channel 短信"] == 2
    assert factors["product 音乐 with gift 券"] == 0.9
    assert len(factors) == 5
    product = prod(found.factors["factor"])
    assert found.offers["propensity"][0] == pytest.approx(found.head["propensity"], abs=1e-9)
    assert product / (1 + product) == pytest.approx(found.head["propensity"], abs=1e-8)


@pytest.mark.slow
def test_list_full_names_the_size_that_would_do(sheet: Workspace, tmp_path: Path) -> None:
    ask(sheet, tmp_path, "会员01", "[limits]\nsize = 3\n")
    (waiting,) = sheet.row("select max(member_id) from list_exclusions where rule = 'list full'")
    found = why(sheet, "三月", waiting, Settings())
    assert "the last one on the list, rank 3, has propensity" in found.binding
    size = int(found.change.rsplit("limits.size were ", 1)[1].split()[0])
    assert ask(sheet, tmp_path, waiting, f"[limits]\nsize = {size - 1}\n").head["rank"] is None
    assert ask(sheet, tmp_path, waiting, f"[limits]\nsize = {size}\n").head["rank"] == size


BETWEEN = [
    ("same phone or e-mail as a better one", "", "of the same phone has rank", "who is before them, were not"),
    ("at most 1 of a household", "[limits]\nper_household = 1\n", "of the same household has rank", "were not"),
    ("groups full", '[[audience.group]]\nname = "小"\nlimit = 2\n', "'小' takes 2", "were higher"),
    ("no room or money left for the offers open", "[limits]\nbudget = 1.0\n", "budget 1.00: 1.00 spent", "more room"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "extra", "value", "cure"), BETWEEN, ids=lambda value: str(value)[:16])
def test_what_others_decided_is_taken_from_the_list(
    sheet: Workspace, tmp_path: Path, name: str, extra: str, value: str, cure: str
) -> None:
    costly = "unit_cost = 0.5\n" if "budget" in extra else ""
    ask(sheet, tmp_path, "会员01", costly + extra)
    (gone,) = sheet.row("select min(member_id) from list_exclusions where rule = ?", [name])
    found = why(sheet, "三月", gone, Settings())
    assert rule(found, name)["outcome"] == "failed"
    assert value in found.binding
    assert cure in found.change


def test_one_offer_closed_falls_to_the_next(sheet: Workspace, tmp_path: Path) -> None:
    found = ask(sheet, tmp_path, "会员08", '[[offer]]\nchannel = "email"\nunit_cost = 0.01\n')
    assert found.head["channel"] == "email"
    assert rule(found, "opted out of every channel offered")["outcome"] == "closes offer 1"
    first, second = found.offers.rows(named=True)
    assert (first["closed_by"], first["place"]) == ("opted out of every channel offered", None)
    assert (second["is_given"], second["place"]) == (True, 1)


@pytest.mark.slow
def test_what_has_moved_since_is_said_in_one_line(sheet: Workspace, tmp_path: Path) -> None:
    extra = "[exclude]\ncontacted_within_days = 14\n"
    assert ask(sheet, tmp_path, "会员02", extra).notes == ()
    list_id = sheet.row("select list_id from lists")[0]
    sheet.rows(
        "insert into store.contacts by name select member_key, treatment_key, timestamp '2026-02-25' as contacted_at, "
        "false as is_control from store.persons, store.treatments where member_id = '会员02' limit 1"
    )
    found = why(sheet, list_id, "会员02", Settings())
    (note,) = found.notes
    assert "'contacted within 14 days' would take them out" in note
    assert rule(found, "contacted within 14 days")["today"] == "failed"
    assert rule(found, "contacted within 14 days")["outcome"] == "passed"


RICH = """\
[campaign]
id = "rich"
product = "music"
starts_on = 2026-12-05
[[offer]]
channel = "sms"
unit_cost = 0.05
[[offer]]
channel = "app"
capacity = 40
[audience]
where = "arpu > 15"
attitude = { product = { music = [30, 100] } }
[[audience.group]]
name = "一组"
where = "brand = 'GoTone'"
share = 0.8
limit = 20
[[audience.group]]
name = "二组"
share = 0.8
[exclude]
contacted_within_days = 20
[policy]
sms = { max = 1, days = 40 }
all = { max = 2, days = 60 }
[holdout]
share = 0.2
[limits]
size = 80
"""


@pytest.mark.slow
def test_the_rules_run_for_one_say_what_they_said_for_all(ok: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "rich.toml").write_text(RICH, encoding="utf-8")
    ok("target", "rich.toml")
    with Workspace(scored, read_only=True) as workspace:
        some = workspace.rows(
            "select rule, unnest(list(member_id order by member_id)[:1]) from list_exclusions group by 1"
        )
        some += workspace.rows("select null, member_id from list_members order by rank limit 3")
        assert len({rule for rule, _ in some}) > 6
        for out, member in some:
            found = why(workspace, "rich", member, Settings())
            assert found.notes == (), (out, member)
            assert found.head["out_rule"] == out
            given = [row for row in found.offers.rows(named=True) if row["is_given"]]
            assert [row["propensity"] for row in given] == ([] if out else [pytest.approx(found.head["propensity"])])


@pytest.mark.slow
def test_the_page_and_its_parts(ok: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", "plan.toml")
    with Workspace(scored, read_only=True) as workspace:
        (member,) = workspace.row("select min(member_id) from list_members where not is_control")
    page = ok("why", "2026-12-family-portal", member).out
    for words in ("contacted: rank", "Rules, in order", "product voice-family score 45–100: ", "the one given",
                  "base rate", "responsiveness", "which is a propensity of"):  # fmt: skip
        assert words in page, words
    rules = json.loads(ok("why", "2026-12-family-portal", member, "--format", "json").out)
    assert [row["step"] for row in rules] == list(range(1, len(rules) + 1))
    assert json.loads(ok("why", "2026-12-family-portal", member, "--show", "offers", "--format", "json").out)
    assert json.loads(ok("why", "2026-12-family-portal", member, "--show", "factors", "--format", "json").out)


@pytest.mark.slow
def test_wrong_names_are_one_line(ok: Cli, cli: Cli, scored: Path, tmp_path: Path) -> None:
    ok("target", "plan.toml")
    (tmp_path / "optouts.csv").write_text("member_id,channel\nstranger,sms\n")
    (tmp_path / "members.csv").write_text("member_id,brand\n007,M-Zone\n")
    ok("load", "optouts", "optouts.csv")
    ok("load", "members", "members.csv")
    for arguments, words in (
        (("nolist", "010000000"), "no list 'nolist'"),
        (("2026-12-family-prtal", "010000000"), "did you mean '2026-12-family-portal'?"),
        (("2026-12-family-portal", "10000000"), "did you mean '010000000'?"),
        (("2026-12-family-portal", "stranger"), "not loaded as a member"),
        (("2026-12-family-portal", "007"), "was loaded after list"),
    ):
        said = cli("why", *arguments)
        assert said.code == 2
        assert words in said.err
        assert said.err.count("\n") == 1

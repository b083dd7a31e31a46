"""Nothing but wrong input: one plain line with the cure, the right exit code, the workspace as it was."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli, few, kept

from attitude.database import create

MEMBERS = "member_id,age\nm1,30\nm2,40\n"
GOOD_PLAN = '[campaign]\nid = "c"\n[[offer]]\nchannel = "sms"\n'

BAD_FILES = {
    "missing column": ("contacts", "member_id,when\nm1,2026-01-01\n", "campaign_id", 3),
    "only a header": ("members", "member_id,age\n", "no rows", 3),
    "empty file": ("members", "", "is empty", 3),
    "one byte": ("members", "\n", "", 3),
    "two columns for one": ("members", "member_id,Member-ID\na,b\n", "both read as", 3),
    "a name that is taken": ("members", "member_id,line,line_\na,b,c\n", "is taken, and so is 'line_'", 3),
    "bad date": ("contacts", "member_id,campaign_id,contacted_at\nm1,c,soon\n", "contacted_at 'soon' is not a date", 3),
    "bad amount": ("usage", "member_id,month,product,revenue\nm1,2026-01,p,a lot\n", "revenue 'a lot'", 3),
    "bad flag": ("contacts", "member_id,campaign_id,responded\nm1,c,perhaps\n", "responded 'perhaps'", 3),
    "bad action": ("optouts", "member_id,action\nm1,maybe\n", "neither out nor in", 3),
    "no id": ("members", "member_id,age\n,30\n", "member_id is missing", 3),
    "campaign and code missing": ("responses", "member_id,responded_at\nm1,2026-01-01\n", "campaign_id", 3),
    "ends before it starts": ("campaigns", "campaign_id,starts_on,ends_on\nc,2026-02-01,2026-01-01\n", "before", 3),
    "negative cost": ("contacts", "member_id,campaign_id,cost\nm1,c,-5\n", "cost '-5' is below zero", 3),
    "negative unit cost": ("campaigns", "campaign_id,unit_cost\nc,-0.1\n", "unit_cost '-0.1' is below zero", 3),
    "a word that SQL takes for a day": ("contacts", "member_id,campaign_id,contacted_at\nm1,c,epoch\n", "'epoch'", 3),
    "a month of no year": ("usage", "member_id,month,product\nm1,0000-01,p\n", "month '0000-01' is not a month", 3),
    "a month or a day": ("usage", "member_id,month,product\nm1,Apr-25,p\n", "'Apr-25' may be a day of a month or", 3),
    "ten thousand columns": ("members", f"member_id{',c' * 9999}\n", "10,000 columns, at most 900", 3),
    "no line ends": ("members", "x" * 5000, "is no name of a column", 3),
    "a long bad line": ("members", f"member_id,a\nm1,{'x' * 5_000_000}\n", "--max-rejects 0.01", 3),
    "negative window": ("campaigns", "campaign_id,response_days\nc,-1\n", "below zero", 3),
    "too many columns": ("members", "member_id,age\nm1,30,x\n", "line 2", 3),
}

BAD_PLANS = {
    "unknown key": (GOOD_PLAN + "[limit]\nsize = 3\n", "unknown key 'limit' (did you mean 'limits'?)"),
    "unknown key inside": (GOOD_PLAN + "[limits]\nsiez = 3\n", "unknown key 'limits.siez' (did you mean 'size'?)"),
    "unknown key in an offer": (GOOD_PLAN + "chanel = 'x'\n", "'offer.0.chanel' (did you mean 'channel'?)"),
    "missing id": ("[campaign]\n[[offer]]\nchannel = 'sms'\n", "'campaign.id' is missing"),
    "no offer": ('[campaign]\nid = "c"\n', "'offer' is missing"),
    "not TOML": ("[campaign\n", "not valid TOML"),
    "wrong type": (GOOD_PLAN + "[limits]\nsize = 'many'\n", "'limits.size'"),
    "share of one": (GOOD_PLAN + "[holdout]\nshare = 1.0\n", "'holdout.share' = 1.0"),
    "upside-down range": (GOOD_PLAN + "[audience.attitude]\nproduct = { music = [80, 20] }\n", "not a range"),
    "unknown dimension": (
        GOOD_PLAN + "[audience.attitude]\ncolour = { red = [1, 2] }\n",
        "audience.attitude: no dimension 'colour'",
    ),
    "unknown element": (
        GOOD_PLAN + "[audience.attitude]\nproduct = { musik = [1, 2] }\n",
        "'musik' (did you mean 'music'?)",
    ),
    "unknown campaign": (GOOD_PLAN + "[exclude]\nresponded_to = ['nope']\n", "no campaign 'nope'"),
    "ends before it starts": (
        '[campaign]\nid = "c"\nstarts_on = 2026-02-01\nends_on = 2026-01-01\n[[offer]]\nchannel = "sms"\n',
        "is before starts_on",
    ),
    "where does not parse": (GOOD_PLAN + "[audience]\nwhere = 'age >'\n", "does not read as a condition"),
    "where with an unknown column": (GOOD_PLAN + "[audience]\nwhere = 'brandd = 1'\n", "nearest: brand"),
    "where that writes": (GOOD_PLAN + "[audience]\nwhere = '1=1); drop table runs; --'\n", "does not read as"),
    "where that closes the bracket": (GOOD_PLAN + "[audience]\nwhere = '1=1) union (select 1'\n", "audience.where"),
    "where that reads a file": (
        GOOD_PLAN + "[audience]\nwhere = \"member_id in (select a from read_csv('/etc/passwd'))\"\n",
        "read_csv() is not for plans: a plan reads this workspace and nothing else",
    ),
    "where that cannot repeat": (GOOD_PLAN + "[audience]\nwhere = 'random() < 0.5'\n", "another list on every run"),
    "where on today": (GOOD_PLAN + "[audience]\nwhere = 'joined_on < current_date'\n", "another list on every run"),
    "where that is empty": (GOOD_PLAN + "[audience]\nwhere = ' '\n", "bad.toml: audience.where is empty"),
    "where that fails as it runs": (GOOD_PLAN + "[audience]\nwhere = 'x::int > 3'\n", "bad.toml: audience.where: "),
    "an id that is a path": ("[campaign]\nid = '../x'\n", "must not be empty, begin with a dot, or have a slash"),
    "a list for a table": ("limits = 3\n" + GOOD_PLAN, "'limits' = 3: must be a table"),
    "policy without days": (GOOD_PLAN + "[policy]\nsms = { max = 1 }\n", "'policy.sms.days' is missing"),
    "policy of no days": (GOOD_PLAN + "[policy]\nsms = { max = 1, days = 0 }\n", "greater than or equal to 1"),
    "policy of an unknown channel": (GOOD_PLAN + "[policy]\nsmss = { max = 1, days = 7 }\n", "did you mean 'sms'?"),
    "group without a name": (GOOD_PLAN + "[[audience.group]]\nshare = 0.5\n", "audience.group.0.name' is missing"),
    "two groups of one name": (
        GOOD_PLAN + "[[audience.group]]\nname = 'a'\n[[audience.group]]\nname = 'a'\n",
        "the name 'a' has two groups",
    ),
    "a share of nothing": (GOOD_PLAN + "[[audience.group]]\nname = 'a'\nshare = 0\n", "greater than 0"),
    "ranges that contradict": (
        GOOD_PLAN + "[audience]\nresponsiveness = [70, 90]\n"
        "[[audience.group]]\nname = 'a'\nresponsiveness = [10, 20]\n",
        "nobody is in both",
    ),
    "recency of an unknown channel": (
        GOOD_PLAN + "[audience.responded]\nchannel = 'wop'\nwithin_days = 90\n",
        "no channel 'wop' was ever used",
    ),
    "recency of an unknown campaign": (
        GOOD_PLAN + "[exclude.responded]\ncampaign = 'nope'\nwithin_days = 90\n",
        "no campaign 'nope'",
    ),
    "exclude an unknown list": (GOOD_PLAN + "[exclude]\nlists = ['nope']\n", "no list 'nope'"),
    "a number that is none": (GOOD_PLAN + "[choice]\nby = 'brand'\n", "choice.by"),
    "hours at night": (GOOD_PLAN + "[send]\nhours = [6, 23]\n", "outside of the hours that attitude.toml allows"),
    "a seed without address": (GOOD_PLAN + "[send]\nseeds = [{ name = 'me' }]\n", "needs a phone or an email"),
    "expires before it starts": (
        GOOD_PLAN.replace("[campaign]", "[campaign]\nstarts_on = 2026-12-05") + "[send]\nexpires_on = 2026-12-01\n",
        "is before campaign.starts_on",
    ),
}


def assert_one_line(err: str, words: str) -> None:
    lines = [line for line in err.splitlines() if line.startswith("error: ")]
    assert len(lines) == 1, err
    assert words in lines[0], err
    assert "Traceback" not in err


@pytest.mark.parametrize("name", few(BAD_FILES))
def test_bad_file(cli: Cli, tmp_path: Path, name: str) -> None:
    kind, text, words, code = BAD_FILES[name]
    cli("init")
    (tmp_path / "good.csv").write_text(MEMBERS)
    assert cli("load", "members", "good.csv").code == 0
    before = kept(tmp_path / "attitude.duckdb")
    (tmp_path / "bad.csv").write_text(text)
    said = cli("load", kind, "bad.csv")
    assert said.code == code, said.err
    assert_one_line(said.err, words)
    assert "bad.csv" in said.err
    assert len(said.err) < 3000
    assert kept(tmp_path / "attitude.duckdb") == before
    assert cli("query", "from loads", "--format", "csv").out.count("\n") == 2


@pytest.mark.parametrize("name", few(BAD_PLANS))
def test_bad_plan(cli: Cli, scored: Path, tmp_path: Path, name: str) -> None:
    text, words = BAD_PLANS[name]
    before = kept(scored)
    (tmp_path / "bad.toml").write_text(text)
    said = cli("target", "bad.toml")
    assert said.code == 2, said.err
    assert_one_line(said.err, words)
    assert kept(scored) == before


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("load", "members", "nope.csv"), "nope.csv: no such file", 2),
        (("load", "members"), "which file?", 2),
        (("load", "nothing"), "neither a kind", 2),
        (("load", "members", "."), "is a folder", 2),
        (("load", "members", "attitude.toml"), "format not known", 2),
        (("load", "members", "attitude.toml", "--map", "x"), "write it as THEIRS=OURS", 2),
        (("load", "members", "attitude.toml", "--max-rejects", "7"), "--max-rejects", 2),
        (("target", "nope.toml"), "nope.toml: no such file", 2),
        (("export", "nope"), "no list 'nope'", 2),
        (("measure", "nope"), "no campaign 'nope'", 2),
        (("score",), "no contact has a date", 3),
        (("score", "--as-of", "soon"), "is not a day", 2),
        (("score", "--as-of", "2020-01-01"), "no contact is known by 2020-01-01", 3),
        (("nonsense",), "No such command", 2),
        (("query",), "say what to ask: SQL or the name of a saved query", 2),
        (("query", "select nope from members"), "nope", 2),
        (("query", "selec 1"), "syntax error", 2),
        (("query", ""), "no SQL given", 2),
        (("query", "select 1; select 2"), "a query asks one question", 2),
        (("query", "nope.sql"), "cannot be read", 2),
        (("query", "select 1", "--format", "xml"), "--format", 2),
        (("query", "select 1", "-o", "nowhere/x.csv"), "nowhere: no such folder", 2),
        (("init",), "exists already", 2),
        (("--db", "x"), "No such option", 2),
        (("status", "--db", "nope.duckdb"), "no workspace here", 2),
        (("status", "--db", "attitude.toml"), "is not a workspace file", 2),
        (("status", "--db", "."), "is a folder", 2),
        (("demo", "full"), "is there already", 2),
    ],
)
def test_bad_call(cli: Cli, tmp_path: Path, arguments: tuple[str, ...], words: str, code: int) -> None:
    cli("init")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    before = kept(tmp_path / "attitude.duckdb")
    said = cli(*arguments)
    assert said.code == code, said.err
    assert_one_line(said.err, words)
    assert kept(tmp_path / "attitude.duckdb") == before


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[scroe]\n", "unknown key 'scroe' (did you mean 'score'?)"),
        ("[score]\nalpha = 0\n", "'score.alpha' = 0"),
        ("[score]\nboost = 'trees'\n", "'score.boost' = 'trees'"),
        ("seed = 'x'\n", "'seed' = 'x'"),
        ("seed = \n", "not valid TOML"),
        ("[value]\nmargin = 1.2\n", "'value.margin' = 1.2"),
        ("[value]\nmargin = -0.1\n", "'value.margin' = -0.1"),
        ("[value]\ncontact_costs = { sms = -0.05 }\n", "'value.contact_costs.sms' = -0.05"),
        ("[value]\ncontact_costs = { sms = nan }\n", "'value.contact_costs.sms'"),
        ("[value]\ncontact_costs = { sms = inf }\n", "'value.contact_costs.sms'"),
        ("[value]\ncontact_costs = { sms = 'cheap' }\n", "'value.contact_costs.sms'"),
        ("[value]\ncontact_costs = 0.05\n", "'value.contact_costs'"),
        ("[value]\ncontact_cost = {}\n", "did you mean 'contact_costs'?"),
    ],
)
def test_bad_settings(cli: Cli, tmp_path: Path, text: str, words: str) -> None:
    cli("init")
    (tmp_path / "attitude.toml").write_text(text)
    said = cli("status")
    assert said.code == 2
    assert_one_line(said.err, words)
    assert "attitude.toml" in said.err


def test_unknown_attribute_in_the_settings(cli: Cli, scored: Path, tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text('[score]\nattributes = ["brnd"]\n')
    said = cli("score")
    assert said.code == 2
    assert_one_line(said.err, "no attribute 'brnd' (did you mean 'brand'?)")


@pytest.mark.parametrize(
    "sql",
    [
        "drop view members",
        "delete from store.members",
        "create table x as select 1",
        "insert into runs select * from runs",
        "copy members to 'x.csv'",
        "from 'attitude.toml'",
        "from read_text('attitude.toml')",
        "attach 'x.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
        "export database 'x'",
    ],
)
def test_query_cannot_get_out(cli: Cli, scored: Path, tmp_path: Path, sql: str) -> None:
    before, files = kept(scored), sorted(tmp_path.iterdir())
    said = cli("query", sql)
    assert said.code == 2, said.out
    assert_one_line(said.err, "")
    assert kept(scored) == before
    assert sorted(tmp_path.iterdir()) == files


def test_a_few_bad_rows_are_set_aside(cli: Cli, tmp_path: Path) -> None:
    rows = [f"m{i},c,2026-01-{i % 28 + 1:02d}" for i in range(300)]
    rows[100], rows[200] = "m100,c,never", ",c,2026-01-01"
    (tmp_path / "contacts.csv").write_text("member_id,campaign_id,contacted_at\n" + "\n".join(rows) + "\n")
    cli("init")
    said = cli("load", "contacts", "contacts.csv")
    assert said.code == 0
    assert said.err.splitlines()[1].split() == ["contacts.csv", "300", "298", "0", "0", "2"]
    found = cli("query", 'select line, "column", value, reason from rejects order by line', "--format", "csv").out
    assert found.splitlines()[1:] == ["102,contacted_at,never,is not a date or time", "202,member_id,,is missing"]
    kept = (tmp_path / "contacts.csv.rejects.csv").read_text().splitlines()
    assert kept[0] == "reject_line,reject_column,reject_reason,member_id,campaign_id,contacted_at"
    assert kept[1] == "102,contacted_at,is not a date or time,m100,c,never"


def test_no_scores_yet(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    (tmp_path / "plan.toml").write_text(GOOD_PLAN)
    said = cli("target", "plan.toml")
    assert said.code == 3
    assert_one_line(said.err, "run 'attitude score' first")


def test_a_busy_workspace(cli: Cli, scored: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", f"import duckdb, sys; con = duckdb.connect({str(scored)!r}); print('open', flush=True); "
         "sys.stdin.read()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
    assert holder.stdout is not None
    holder.stdout.readline()
    said = cli("query", "select 1")
    holder.communicate()
    assert said.code == 1
    assert_one_line(said.err, f"in use by process {holder.pid}")


PLACES = [
    ("query", "select 1"), ("query", "--list"), ("status",), ("tables",), ("member", "m"), ("backtest",),
    ("target", "plan.toml"), ("target", "plan.toml", "--sweep", "limits.size=1:2:2"), ("why", "a", "m"),
    ("diff", "a", "b"), ("export", "a"), ("measure", "c"), ("brief",), ("value",), ("erase", "m", "--dry-run"),
]  # fmt: skip


@pytest.mark.parametrize("words", PLACES, ids=" ".join)
def test_a_place_for_no_file_is_refused_before_any_work(cli: Cli, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "plain").write_text("as it was", encoding="utf-8")
    create(tmp_path / "attitude.duckdb")
    before = (tmp_path / "attitude.duckdb").read_bytes()
    for place, told in (
        (".", ".: is a folder; name a file in it"),
        ("nowhere/x.csv", "nowhere: no such folder; make it first"),
        ("plain/x.csv", "plain: is a file, not a folder; name another place"),
        ("attitude.duckdb", "attitude.duckdb: is a workspace; it is not written over"),
    ):
        said = cli(*words, "-o", place)
        assert (said.code, said.out, said.err) == (2, "", f"error: {told}\n")
    assert (tmp_path / "attitude.duckdb").read_bytes() == before


def test_a_world_in_a_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    said = cli("demo", "plain/world", "--members", "200")
    assert (said.code, said.err) == (2, "error: plain/world: lies in a file, not in a folder; give another folder\n")


def test_the_shell_writes_over_no_workspace(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(tmp_path / "attitude.duckdb")
    monkeypatch.setattr("sys.stdin", io.StringIO("\\o attitude.duckdb\nselect 1;\n"))
    said = cli("shell")
    assert (said.code, said.err) == (2, "error: attitude.duckdb: is a workspace; it is not written over\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("brief", "-o", "x.pdf"), "x.pdf: no '.pdf' file can be written here; name it .csv"),
        (("measure", "c", "-o", "x.html"), "x.html: no '.html' file can be written here"),
        (("status", "-o", "x.docx"), "x.docx: no '.docx' file"),
        (("status", "-o", "x.json", "--format", "csv"), "x.json: its name says json, --format says csv"),
        (("status", "--format", "csv", "-o", "x.xlsx"), "x.xlsx: its name says xlsx, --format says csv"),
        (("export", "c", "-o", "-"), "-o -: a list goes to a file"),
        (("measure", "a", "b", "c"), "measures one campaign, or two against one another, not 3"),
    ],
)
def test_output_names_do_not_lie(cli: Cli, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    cli("init")
    before = sorted(tmp_path.iterdir())
    result = cli(*words)
    assert result.code == 2
    assert said in result.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_dash_is_stdout(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    assert ok("status", "--format", "csv", "-o", "-").out.startswith("what,")
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("unit_cost = 0,05", "unit_cost = 0,05; a number is written as 1500, 1_500 or 0.05"),
        ("starts_on = 05.12.2026", "starts_on = 05.12.2026; a day is written as 2026-12-05"),
        ("starts_on = 2026-13-05", "starts_on = 2026-13-05; a day is written as 2026-12-05"),
        ('unit_cost = "0.05x"', "'offer.0.unit_cost' = '0.05x': must be a number (line 5)"),
        ("unit_costs = 1", "unknown key 'offer.0.unit_costs' (did you mean 'unit_cost'?) (line 5)"),
    ],
)
def test_a_fault_in_a_plan_shows_its_line(cli: Cli, tmp_path: Path, line: str, said: str) -> None:
    cli("init")
    text = f'[campaign]\nid = "c"\n[[offer]]\nchannel = "sms"\n{line}\n'
    (tmp_path / "plan.toml").write_text(text)
    result = cli("target", "plan.toml")
    assert result.code == 2
    assert said in result.err


def test_a_day_as_text_and_a_file_that_is_no_utf8_are_told_with_the_cure(cli: Cli, tmp_path: Path) -> None:
    cli("init")
    text = '[campaign]\nid = "春节"\nstarts_on = "05.12.2026"\n[[offer]]\nchannel = "sms"\n'
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    said = cli("target", "plan.toml").err
    assert "'campaign.starts_on' = '05.12.2026': must be a day, as 2026-12-05 (line 3)" in said
    (tmp_path / "plan.toml").write_text(text, encoding="gb18030")
    assert "; save it as UTF-8" in cli("target", "plan.toml").err

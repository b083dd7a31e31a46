"""Keeps a small workspace of a version, with what the attitude of that version said of it, for all versions to come.

    python tests/upgrade/make.py [--attitude PATH]
    python tests/upgrade/make.py --catalogue

The first makes ``tests/upgrade/vNN`` of the version that the attitude at PATH has (by default the one beside this
Python): ``workspace.tar.xz``, a folder as a user would have it with a month's work in it; and ``said.txt``, what each
of `QUESTIONS` gave there. Make it with that version as it was released and the oldest DuckDB that it takes, in a
virtual environment of its own (v13: commit c01f00d, duckdb==2.0.0), and never again: what was said then stands.

The second writes ``catalogue.txt``: every table, column, view and macro of a new workspace of this version.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
TODAY = "2026-11-22"  # a list of before has expired
Call = Callable[..., str]

PLAN = """\
[campaign]
id = "{name}"
product = "{product}"
timing = "daily"
starts_on = {starts_on}
ends_on = {starts_on}
value_per_response = 4.0
[[offer]]
channel = "sms"
gift = "coupon"
unit_cost = 0.05
template = "{{name}}, reply {{treatment_code}}"
[holdout]
share = 0.2
"""
CALL = '[[offer]]\nchannel = "call"\nunit_cost = 0.2\ncapacity = 40\n'
POLICY = "[policy]\nall = { max = 1, days = 7 }\n"
SIZE = "[limits]\nsize = {}\n"
GROUPS = """\
[[audience.group]]
name = "老城区"
where = '''"城_市" = '上海' '''
share = 0.5
limit = 15
[[audience.group]]
name = "others"
[exclude]
contacted_within_days = 5
[explore]
share = 0.2
"""
PLANS = {
    "draft": PLAN.format(name="draft", product="concert", starts_on="2026-12-05") + GROUPS + SIZE.format(40),
    "approved": PLAN.format(name="approved", product="data-pack", starts_on="2026-12-09") + SIZE.format(30),
    "recalled": PLAN.format(name="recalled", product="concert", starts_on="2026-12-13") + SIZE.format(25),
    "expired": PLAN.format(name="expired", product="data-pack", starts_on="2026-11-18") + SIZE.format(20),
    "exported": PLAN.format(name="exported", product="voice-family", starts_on="2026-12-20") + CALL + SIZE.format(50),
    "first": PLAN.format(name="first", product="concert", starts_on="2027-01-05") + CALL + POLICY + SIZE.format(40),
    "second": PLAN.format(name="second", product="data-pack", starts_on="2027-01-06") + CALL + POLICY + SIZE.format(40),
}
SETTINGS = """\
[load]
region = "CN"
max_rejects = 0.2
[load.map]
[control]
share = 0.05
period = "quarter"
[shared]
budget = 6.0
channel = { call = 15 }
[send]
seeds = [{ name = "me", phone = "+8613900000000" }]
[layout]
gateway = { MSISDN = "phone", TEXT = "text", REF = "treatment_code", "城" = "城_市" }
"""
MEMBERS = """
select
    member_id as "客户编号",
    ['上海', '北京', '广州'][1 + (hash(member_id) % 3)::integer] as "城 市",
    (hash(member_id, 2) % 40 + 18)::integer as "Age ""at"" join",
    date '2026-01-01' + (hash(member_id, 3) % 300)::integer as "last visit",
    if(hash(member_id, 4) % 2 = 0, 'yes', 'no') as "select",
from read_csv('files/members.csv', all_varchar = true)
"""
BAD_CONTACTS = "member_id,campaign_id,contacted_at,channel,cost\n{0},odd,2026-11-03,sms,0.1\n{0},odd,soon,sms,0.1\n" + (
    "{1},odd,2026-11-04,sms,0.2\n{1},,2026-11-04,sms,0.2\n{2},odd,2026-11-04,wap,cheap\n{2},odd,2026-11-05,wap,0.3\n"
)
REPORTS = "member_id,campaign_id,responded_at,kind\n{0},odd,2026-11-05,delivered\n{1},odd,2026-11-05,failed\n"
MONTH = 'month = "2026-11"\n[load]\ninbox = "inbox"\n[score]\nas_of = 2026-11-21\n'

_CSV = ("--format", "csv")
_WHOLE = ("attitudes", "responsiveness", "elements", "lists", "list_members", "list_treatments", "list_funnel",
          "list_limits", "planned_contacts", "universal_control", "responses", "returns", "optouts", "members",
          "campaigns")  # fmt: skip
# of long tables, some members' rows and a sum of all
_SOME = ("attitude_history", "list_exclusions", "contacts", "usage")
_SUMS = (
    "select count(*), sum(score::decimal(18, 4)), sum(expected::decimal(18, 6)) from attitude_history",
    "select list_id, rule, count(*) from list_exclusions group by all order by all",
    "select campaign_id, count(*), sum(cost::decimal(18, 6)) from contacts group by all order by all",
    "select month, count(*), sum(revenue::decimal(18, 6)) from usage group by all order by all",
)
_PARTS = ("lift", "credit", "answers", "money", "profit", "deciles", "quality", "days")
# what is asked, of the workspace as it was kept and of it brought up; a name in braces is looked up in it first
NAMES = {
    "treated": "select min(member_id) from list_members join lists using (list_id) "
    "where campaign_id = 'first' and not is_control",
    "held out": "select min(member_id) from list_members join lists using (list_id) "
    "where campaign_id = 'first' and is_control",
    "left out": "select min(member_id) from list_exclusions join lists using (list_id) where campaign_id = 'first'",
    "explored": "select min(member_id) from list_members join lists using (list_id) "
    "where campaign_id = 'draft' and selection_probability < 1 and not is_control",
    "erased": "select min(member_id) from contacts anti join members using (member_id)",
    "answering": "select arg_max(member_id, (n, member_id)) from "
    "(select member_id, count(*) as n from responses semi join members using (member_id) group by member_id)",
}
QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("status", *_CSV),
    *(("query", f"from {name} order by all", *_CSV) for name in _WHOLE),
    *(("query", f"from {name} where member_id like '%7' order by all", *_CSV) for name in _SOME),
    *(("query", sql, *_CSV) for sql in _SUMS),
    ("query", "select * exclude (started_at, seconds) from runs where step <> 'upgrade' order by run_id", *_CSV),
    ("query", "select * exclude (seconds, loaded_at, loaded_by) from loads order by load_id", *_CSV),
    ("query", "from rejects order by all", *_CSV),
    *(("why", name, member, *_CSV) for name, member in (
        ("first", "{treated}"), ("first", "{held out}"), ("first", "{left out}"), ("draft", "{explored}"),
        ("second", "{treated}"), ("recalled", "{treated}"), ("expired", "{answering}"),
    )),
    *(("why", "first", member, "--show", "offers", *_CSV) for member in ("{treated}", "{held out}")),
    ("diff", "first", "second", *_CSV),
    ("diff", "draft", "exported", *_CSV),
    *(("measure", "2026-12-family-portal", "--show", part, *_CSV) for part in _PARTS),
    ("measure", "2026-12-family-portal", "--by", "城_市", *_CSV),
    ("measure", "--show", "ledger", *_CSV),
    ("measure", "--show", "matrix", *_CSV),
    ("member", "{answering}", "--show", "scores", *_CSV),
    ("member", "{answering}", "--show", "offers", *_CSV),
    ("member", "{erased}", "--show", "scores", *_CSV),
    ("value", *_CSV),
    ("query", "top_responders", "--set", "element=sms", *_CSV),
    ("run", "month.toml", "--dry-run", *_CSV),
)  # fmt: skip
# what is handed over again is to be what was handed over, to the byte
EXPORTS: tuple[tuple[str, ...], ...] = (
    ("export", "exported", "-o", "exported.csv", "--split", "channel"),
    ("export", "first", "-o", "first.csv"),
    ("export", "first", "-o", "gateway.csv", "--layout", "gateway", "--encoding", "gb18030"),
)


def main() -> None:
    """Make what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--attitude", type=Path, default=Path(sys.executable).with_name("attitude"))
    asked.add_argument("--catalogue", action="store_true", help="write catalogue.txt alone")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="upgrade-") as spare:
        folder = Path(spare)
        call = _caller(options.attitude.absolute(), folder)
        if options.catalogue:
            call("init")
            (HERE / "catalogue.txt").write_text(catalogue(folder / "attitude.duckdb"), encoding="utf-8")
            return
        walk(call, folder)
        said = "".join(_said(call, folder))
        kept = HERE / f"v{version_of(folder / 'attitude.duckdb')}"
        kept.mkdir()
        (kept / "said.txt").write_text(said, encoding="utf-8")
        _pack(folder, kept / "workspace.tar.xz")


def _caller(attitude: Path, folder: Path) -> Call:
    """Give what runs a command in a folder and answers with what it gave; one that fails ends all."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("ATTITUDE_")}

    def call(*words: str) -> str:
        command, env["ATTITUDE_TODAY"] = [str(attitude), *words], TODAY
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")
        if done.returncode:
            raise SystemExit(f"attitude {shlex.join(words)}: exit {done.returncode}: {done.stderr}")
        return done.stdout

    return call


def walk(call: Call, folder: Path) -> None:
    """Do a month's work: every kind of thing that a workspace can hold."""
    call("demo", ".", "--members", "300", "--seed", "7")  # a list that was exported, sent and answered
    (folder / "attitude.toml").write_text(SETTINGS, encoding="utf-8")
    members = MEMBERS.replace("files/", f"{folder}/files/")
    duckdb.execute(f"copy ({members}) to '{folder}/odd members.csv' (header)")
    call("load", "members", "odd members.csv", "--map", "客户编号=member_id")
    ids = [line.split(",")[0] for line in (folder / "files" / "members.csv").read_text().splitlines()[1:]]
    (folder / "odd.csv").write_text(BAD_CONTACTS.format(*ids), encoding="utf-8")
    call("load", "contacts", "odd.csv", "--max-rejects", "0.9")
    (folder / "optouts.csv").write_text(f"member_id,channel\n{ids[3]},sms\n{ids[4]},all\n", encoding="utf-8")
    call("load", "optouts", "optouts.csv")
    (folder / "reports.csv").write_text(REPORTS.format(*ids), encoding="utf-8")
    call("load", "responses", "reports.csv")
    call("score", "--as-of", "2026-11-20")
    for name, text in PLANS.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    for name in ("draft", "approved", "recalled", "expired", "exported"):
        call("target", f"{name}.toml", "--force")
    call("approve", "approved")
    call("export", "recalled", "-o", "recalled.csv")
    call("recall", "recalled", "--reason", "错 gift")
    call(*EXPORTS[0])
    call("target", "first.toml", "second.toml", "--force")
    call("erase", *ids[5:8], "--yes")
    (folder / "inbox").mkdir()
    (folder / "inbox" / "optouts_2026-11.csv").write_text(f"member_id,channel\n{ids[9]},email\n", encoding="utf-8")
    (folder / "month.toml").write_text(MONTH, encoding="utf-8")
    call("run", "month.toml")
    for words in EXPORTS[1:]:
        call(*words)
    for gone in ("files", "answers", "brief.html"):
        path = folder / gone
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _pack(folder: Path, archive: Path) -> None:
    """Pack a folder so that the same one gives the same bytes."""

    def plain(about: tarfile.TarInfo) -> tarfile.TarInfo:
        about.mtime = about.uid = about.gid = 0
        about.uname = about.gname = ""
        return about

    with tarfile.open(archive, "w:xz", preset=9) as packed:
        for path in sorted(folder.iterdir()):
            packed.add(path, path.name, filter=plain)


def _said(call: Call, folder: Path) -> Iterable[str]:
    found = looked_up(folder / "attitude.duckdb")
    for words in QUESTIONS:
        asked = filled(words, found)
        yield told(asked, call(*asked))


def told(words: Iterable[str], gave: str) -> str:
    """Give a command and what it gave as text."""
    return f"$ attitude {shlex.join(words)}\n{gave}\n"


def filled(words: tuple[str, ...], found: dict[str, str]) -> tuple[str, ...]:
    """Put the members that were looked up into a question."""
    return tuple(found.get(word.strip("{}"), word) if word.startswith("{") else word for word in words)


def looked_up(database: Path) -> dict[str, str]:
    """Find the members that questions name."""
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute("set timezone = 'UTC'")
        return {name: con.execute(sql).fetchall()[0][0] for name, sql in NAMES.items()}


def version_of(database: Path) -> int:
    """Give the version of the schema that a workspace has."""
    with duckdb.connect(str(database), read_only=True) as con:
        return int(con.execute("select value from store.meta where key = 'schema_version'").fetchall()[0][0])


CATALOGUE = """
select 'table', schema_name, table_name, sql, comment from duckdb_tables() where not internal
union all
select 'view', schema_name, view_name, sql, comment from duckdb_views() where not internal
union all
select 'macro', schema_name, function_name, parameters::varchar || ' ' || macro_definition, comment
from duckdb_functions() where not internal
union all
select
    'column', schema_name, table_name || '.' || lpad(column_index::varchar, 2, '0') || ' ' || column_name,
    data_type || if(is_nullable, '', ' not null') || coalesce(' default ' || column_default, ''), comment
from duckdb_columns() where not internal
union all
select 'constraint', schema_name, table_name, constraint_text, null from duckdb_constraints()
union all
select 'index', schema_name, index_name, sql, null from duckdb_indexes()
union all
select 'sequence', schema_name, sequence_name, sql, null from duckdb_sequences()
union all
select 'type', schema_name, type_name, logical_type, comment from duckdb_types() where not internal
"""


def catalogue(database: Path) -> str:
    """List every table, column, view and macro of a workspace, with all that is said of them, a line each."""
    with duckdb.connect(str(database), read_only=True) as con:
        rows = con.execute(CATALOGUE).fetchall()
    return "\n".join(sorted(" | ".join(" ".join(str(word).split()) for word in row if word) for row in rows)) + "\n"


if __name__ == "__main__":
    main()

"""What is handed over: every cell as it was, in every format, all files or none, and the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from conftest import Cli, once

from attitude import formats
from attitude.database import Workspace, create
from attitude.errors import AttitudeError
from attitude.export import Handover, export, rows, step
from attitude.formulas import made_safe
from attitude.load import LoadOptions, folder_files, load_file
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import target

PLAN = """\
[campaign]
id = "next"
product = "music"
starts_on = 2026-12-05
[[offer]]
channel = "sms"
gift = "coupon"
capacity = 60
template = "Dear {name}, code {treatment_code}"
[[offer]]
channel = "email"
[[offer]]
channel = "app"
[audience]
[[audience.group]]
name = "go / tone"
where = "brand = 'GoTone'"
[[audience.group]]
name = "others"
[holdout]
share = 0.1
[limits]
size = 150
[send]
days = 2
"""

NAMES = ["王伟", 'O"Neil, A', "=1+1", "+8613900000000", "-5", "@cmd", "two\nlines", "𠀀 é", "-a", "+1 (20) 3-4"]
FORMULAS = {"=1+1"}
LAYOUT = '[layout]\nours = { "Your, ID" = "member_id", NAME = "Name", MSISDN = "phone" }\n'


@pytest.fixture
@once
def listed(ok: Cli, scored: Path, tmp_path: Path) -> Path:
    """A list of three channels and two cells, over several hours."""
    (tmp_path / "next.toml").write_text(PLAN, encoding="utf-8")
    ok("target", "next.toml")
    return scored


@pytest.fixture
@once
def odd(ok: Cli, scored: Path, tmp_path: Path) -> list[tuple[str, str, str]]:
    """A list of members with names that files could spoil; gives id, name and phone of each."""
    people = [(f"00{n}", name, f"+86139000000{n:02}") for n, name in enumerate(NAMES)]
    pl.DataFrame(
        [(*person, "odd") for person in people], ["member_id", "name", "phone", "brand"], orient="row"
    ).write_ndjson(tmp_path / "members.jsonl")
    ok("load", "members", "members.jsonl")
    (tmp_path / "attitude.toml").write_text(LAYOUT, encoding="utf-8")
    plan = '[campaign]\nid = "odd"\n[[offer]]\nchannel = "sms"\n[audience]\nwhere = "brand = \'odd\'"\n'
    (tmp_path / "odd.toml").write_text(plan, encoding="utf-8")
    ok("target", "odd.toml")
    return people


def manifest_of(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def read_csv(path: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(("next", ".")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_for_a_machine_has_every_cell_as_it_was(
    ok: Cli, odd: list[tuple[str, str, str]], tmp_path: Path, encoding: str
) -> None:
    said = ok("export", "odd", "-o", "odd.csv", "--layout", "ours", "--encoding", encoding)
    found = read_csv(tmp_path / "odd.csv", encoding)
    assert list(found[0]) == ["Your, ID", "NAME", "MSISDN"]
    assert {tuple(row.values()) for row in found} == set(odd)
    manifest = manifest_of(tmp_path / "odd.csv.manifest.json")
    assert (manifest["encoding"], manifest["cells_made_safe"]) == (encoding, 0)
    assert f"{len(FORMULAS)} cells begin as a formula does, and are handed over as they are" in said.err
    assert (tmp_path / "odd.csv").read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_what_begins_a_formula() -> None:
    texts = ["=a", "+a", "-a", "@a", "\ta", "\ra", "+1+a", "-1 a", "a=1", "+86 (10) 1-2.3", "-5", "0139", "", None]
    safe, cells = made_safe(pl.DataFrame({"text": texts, "number": [-1] * len(texts)}))
    plain = {"+a", "-a", "@a"}  # as ids are written
    wanted = [f"'{text}" if at < 8 and text not in plain else text for at, text in enumerate(texts)]
    assert (safe["text"].to_list(), cells) == (wanted, 5)
    assert safe.columns == ["text", "number"]


HIDDEN = ["＝1+1", "＋1+1", "－1-1 a", "＠SUM(1)", "\u00a0=1+1", "\u3000=1", "\u200b=1", " @SUM(1)"]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_only_looks_otherwise_begins_a_formula_too(text: str) -> None:
    safe, cells = made_safe(pl.DataFrame({text: ["a", text]}))
    assert (safe.to_dict(as_series=False), cells) == ({f"'{text}": ["a", f"'{text}"]}, 2)
    assert made_safe(safe)[1] == 0


@pytest.mark.parametrize("text", ["＋８６１３９", "＠joe", "－5GB", "1=1", "王", "'=1", "-"])
def test_what_does_not_stays(text: str) -> None:
    frame = pl.DataFrame({"a": [text]})
    assert made_safe(frame)[0].equals(frame)


def test_questions_and_reports_are_as_safe(ok: Cli, scored: Path, tmp_path: Path) -> None:
    """Names and texts of members come from files of others."""
    question = """select '=1+1' as "=a", '-5' as b, -1 as c from range(2)"""
    said = ok("query", question, "-o", "q.csv")
    assert (tmp_path / "q.csv").read_text() == "'=a,b,c\n'=1+1,-5,-1\n'=1+1,-5,-1\n"
    assert "3 cells begin with an apostrophe now" in said.err
    assert ok("query", question, "--format", "csv").out == (tmp_path / "q.csv").read_text()
    assert json.loads(ok("query", question, "--format", "json").out)[0] == {"=a": "=1+1", "b": "-5", "c": -1}
    ok("query", question, "-o", "q.xlsx")
    with zipfile.ZipFile(tmp_path / "q.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


IDS = ["@joe", "-A1", "+x_2", "=HYPERLINK(A1)", "@SUM(A1)", "-1+cmd|' /C calc'!A0", "m3"]


@pytest.fixture
@once
def sent(ok: Cli, tmp_path: Path) -> list[str]:
    """A list of members whose ids and elements a spreadsheet could take for formulas, with a text that begins so."""
    ok("init")
    rows = [f"{member},+86139000000{n:02}" for n, member in enumerate(IDS)]
    (tmp_path / "m.csv").write_text("\n".join(["member_id,phone", *rows]) + "\n", encoding="utf-8")
    past = [f"{member},past{k},2026-0{k}-01,sms,-5GB,{k % 2}" for member in IDS for k in (1, 2, 3)]
    head = "member_id,campaign_id,contacted_at,channel,product,responded"
    (tmp_path / "past.csv").write_text("\n".join([head, *past]) + "\n", encoding="utf-8")
    plan = '[campaign]\nid = "sale"\nproduct = "-5GB"\n[[offer]]\nchannel = "sms"\n'
    plan += 'template = "-20% for {member_id}, code {treatment_code}"\n'
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    for words in (("members", "m.csv"), ("contacts", "past.csv")):
        ok("load", *words)
    ok("score")
    ok("target", "plan.toml", "--force")
    return IDS


def test_a_gateway_sends_what_the_plan_says(ok: Cli, sent: list[str], tmp_path: Path) -> None:
    said = ok("export", "sale", "--layout", "sms", "-o", "sms.csv").err
    found = read_csv(tmp_path / "sms.csv")
    assert sorted(row["member_id"] for row in found) == sorted(sent)
    assert {row["text"].split(",")[0] for row in found} == {f"-20% for {member}" for member in sent}
    longest = max(len(row["text"]) + row["text"].count("|") for row in found)  # which takes two signs of an SMS
    assert f"the longest: {longest} signs, 1 SMS" in said, "what is counted is what is sent"
    assert "cells begin as a formula does, and are handed over as they are; a spreadsheet would run them" in said


def test_ids_and_elements_go_out_as_they_are_unless_they_are_formulas(ok: Cli, sent: list[str], tmp_path: Path) -> None:
    ok("export", "sale", "-o", "full.csv")
    found = read_csv(tmp_path / "full.csv")
    assert {row["member_id"] for row in found} == {"@joe", "-A1", "+x_2", "m3", *(f"'{one}" for one in sent[3:6])}
    assert {row["product"] for row in found} == {"-5GB"}
    assert manifest_of(tmp_path / "full.csv.manifest.json")["cells_made_safe"] == 3


@pytest.mark.parametrize("form", ["parquet", "jsonl", "json", "xlsx"])
def test_other_formats_keep_every_cell(ok: Cli, odd: list[tuple[str, str, str]], tmp_path: Path, form: str) -> None:
    read: dict[str, Callable[[Path], pl.DataFrame]] = {
        "parquet": pl.read_parquet,
        "jsonl": pl.read_ndjson,
        "json": pl.read_json,
        "xlsx": lambda path: pl.read_excel(path, engine="calamine", infer_schema_length=0),
    }
    ok("export", "odd", "-o", f"odd.{form}", "--layout", "ours")
    assert set(read[form](tmp_path / f"odd.{form}").rows()) == set(odd)
    assert manifest_of(tmp_path / f"odd.{form}.manifest.json")["cells_made_safe"] == 0


def test_a_workbook_has_no_formula_and_no_link(ok: Cli, odd: list[tuple[str, str, str]], tmp_path: Path) -> None:
    ok("export", "odd", "-o", "odd.xlsx", "--layout", "ours")
    with zipfile.ZipFile(tmp_path / "odd.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@pytest.mark.slow
def test_files_add_up_and_share_nobody(ok: Cli, listed: Path, tmp_path: Path) -> None:
    ok("export", "next", "-o", "whole.csv")
    whole = read_csv(tmp_path / "whole.csv")
    ok("export", "next", "--split", "cell,hour", "--layout", "full")
    (path,) = tmp_path.glob("next-*[0-9a-f].manifest.json")
    manifest = manifest_of(path)
    parts = [read_csv(tmp_path / file["name"]) for file in manifest["files"]]
    assert len(parts) > 3
    assert sorted(row["member_id"] for part in parts for row in part) == sorted(row["member_id"] for row in whole)
    assert {(len(part), file["rows"]) for part, file in zip(parts, manifest["files"], strict=True)} == {
        (len(part), len(part)) for part in parts
    }
    for part, file in zip(parts, manifest["files"], strict=True):
        assert len({(row["cell"], row["send_at"][:13]) for row in part}) == 1
        cell, hour = part[0]["cell"], part[0]["send_at"][:13].replace(" ", "T")
        assert file["name"] == f"{manifest['list_id']}-{cell.replace(' / ', '-')}-{hour}.csv"
        ranks = [int(row["rank"]) for row in part]
        assert ranks == sorted(ranks)


def test_the_manifest_says_what_the_files_are(ok: Cli, listed: Path, tmp_path: Path) -> None:
    ok("export", "next", "--split", "channel")
    (path,) = tmp_path.glob("next-*[0-9a-f].manifest.json")
    manifest = manifest_of(path)
    for file in manifest["files"]:
        data = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert manifest["plan_text"] == PLAN
    assert manifest["counts"]["exported"] == sum(file["rows"] for file in manifest["files"]) == 150
    assert sum(each["contacts"] for each in manifest["treatments"]) == 150
    assert sum(each["controls"] for each in manifest["treatments"]) == manifest["counts"]["held_out"]
    assert manifest["data"]["members"] == 600
    assert "status" not in manifest
    layouts = {file["name"].removesuffix(".csv").split("-")[-1]: file["layout"] for file in manifest["files"]}
    assert layouts == {"app": "web", "email": "email", "sms": "sms"}
    assert manifest["columns"]["sms"] == ["phone", "text", "treatment_code", "send_at", "member_id"]


def test_texts_have_the_members_own_words(ok: Cli, listed: Path, tmp_path: Path) -> None:
    ok("export", "next", "--split", "channel")
    (path,) = tmp_path.glob("next-*-sms.csv")
    with Workspace(listed, read_only=True) as workspace:
        names: dict[str, str] = dict(workspace.rows("select member_id, name from members"))
    for row in read_csv(path):
        assert row["text"] == f"Dear {names[row['member_id']]}, code {row['treatment_code']}"


@pytest.mark.slow
def test_the_same_bytes_from_members_in_another_order(ok: Cli, listed: Path, world_files: Path, tmp_path: Path) -> None:
    """Twice from one workspace, and from one whose members file was shuffled."""
    shuffled, files = tmp_path / "shuffled", {}
    shuffled.mkdir()
    for kind, file in folder_files(world_files / "files"):
        head, *lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        if kind == "members":
            random.Random(5).shuffle(lines)
        (shuffled / file.name).write_text("".join([head, *lines]), encoding="utf-8")
    create(tmp_path / "other.duckdb")
    with Workspace(tmp_path / "other.duckdb") as workspace:
        for kind, file in folder_files(shuffled):
            load_file(workspace, kind, file, LoadOptions())
        score(workspace, ScoreSettings())
    with Workspace(tmp_path / "other.duckdb") as workspace:
        target(workspace, read_plan(tmp_path / "next.toml"), 1)
    for name, database in (("one", listed), ("again", listed), ("other", tmp_path / "other.duckdb")):
        (tmp_path / name).mkdir()
        for form in ("csv", "parquet", "xlsx"):
            ok("export", "next", "--split", "channel", "-o", tmp_path / name / f"n.{form}", "--db", database)
        files[name] = {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
    assert len(files["one"]) == 12
    assert files["one"] == files["again"] == files["other"]


@pytest.mark.slow
@pytest.mark.parametrize("failing", ["write", "move", "count", "commit"])
def test_a_failure_leaves_nothing_new(
    ok: Cli, cli: Cli, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    ok("export", "next", "--split", "channel", "-o", "next.csv", "--encoding", "utf-8-sig")
    (tmp_path / "next-sms.csv").unlink()
    before = {path.name: path.read_bytes() for path in tmp_path.glob("next*")}
    with Workspace(listed) as workspace:
        workspace.rows("update store.lists set status = 'draft'")
    _break(monkeypatch, failing)
    said = cli("export", "next", "--split", "channel", "-o", "next.csv")
    assert said.code == 1, said.err
    assert {path.name: path.read_bytes() for path in tmp_path.glob("next*")} == before
    assert not list(tmp_path.glob(".*"))
    with Workspace(listed, read_only=True) as workspace:
        assert workspace.rows("select distinct status from store.lists") == [("draft",)]


def _break(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    """Let the third file fail, or what comes after all of them."""
    calls = []

    def third(*arguments: Any, real: Callable[..., Any]) -> Any:
        calls.append(arguments)
        if len(calls) == 3:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    if failing == "write":
        real = formats.Sink
        monkeypatch.setattr(formats, "Sink", lambda *given: third(*given, real=real))
    elif failing == "move":
        real_move = Path.replace
        monkeypatch.setattr(Path, "replace", lambda *given: third(*given, real=real_move))
    elif failing == "count":
        monkeypatch.setattr(step, "count_rows", lambda path, form: 7)
    else:
        real_end = Workspace._end

        def end(workspace: Workspace, how: str) -> None:
            real_end(workspace, "rollback")
            if how == "commit":
                raise AttitudeError("the disk is full")

        monkeypatch.setattr(Workspace, "_end", end)


@pytest.mark.slow
def test_own_addresses_get_what_members_get(ok: Cli, listed: Path, tmp_path: Path) -> None:
    seeds = (
        '{ name = "box", email = "box@example.com" }, { name = "both", phone = "13911112222", email = "b@example.com" }'
    )
    plan = PLAN.replace("days = 2", f"days = 2\nseeds = [{seeds}]")
    (tmp_path / "next.toml").write_text(plan, encoding="utf-8")
    (tmp_path / "attitude.toml").write_text(
        '[load]\nregion = "CN"\n[send]\nseeds = [{ name = "me", phone = "139 0000 0000" }]\n', encoding="utf-8"
    )
    ok("target", "next.toml")
    said = ok("export", "next", "-o", "next.csv")
    rows = read_csv(tmp_path / "next.csv")
    ours = [row for row in rows if row["member_id"].startswith("seed:")]
    assert rows[-len(ours) :] == ours, "they come last"
    codes = {(row["channel"], row["treatment_code"]) for row in rows if row not in ours}
    assert {(row["member_id"], row["treatment_code"]) for row in ours} == {
        *((f"seed:{name}", code) for channel, code in codes if channel == "sms" for name in ("me", "both")),
        *((f"seed:{name}", code) for channel, code in codes if channel == "email" for name in ("box", "both")),
    }
    for row in ours:
        others = [each["send_at"] for each in rows if each["treatment_code"] == row["treatment_code"]]
        assert row["send_at"] == min(others)
        assert (row["rank"], row["propensity"], row["expected_value"]) == ("", "", "")
    assert {row["phone"] for row in ours if row["member_id"] == "seed:me"} == {"+8613900000000"}
    manifest = manifest_of(tmp_path / "next.csv.manifest.json")
    assert manifest["counts"]["exported"] == 150
    assert manifest["counts"]["seeds"] == len(ours) == manifest["files"][0]["rows"] - 150
    assert f"{len(ours)} rows of your own addresses" in said.err
    with Workspace(listed, read_only=True) as workspace:
        assert workspace.row("select count(*) from members") == (600,)
        assert not workspace.rows("from store.persons where member_id like 'seed:%'")


def test_own_addresses_are_in_the_file_they_belong_to(ok: Cli, listed: Path, tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text('[send]\nseeds = [{ name = "me", phone = "139" }]\n', encoding="utf-8")
    ok("export", "next", "--split", "channel,cell", "-o", "n.csv")
    for path in tmp_path.glob("n-*.csv"):
        ids = [row["member_id"] for row in read_csv(path)]
        assert ids.count("seed:me") == (ids[-1] == "seed:me") == ("-sms-" in path.name)


def test_own_layouts_take_any_column(ok: Cli, listed: Path, tmp_path: Path) -> None:
    own = """[layout]\nsms = { 'MSIS"DN' = "phone", "文本" = "text", "from; drop" = "Brand", hour = "send_at" }\n"""
    (tmp_path / "attitude.toml").write_text(own, encoding="utf-8")
    ok("export", "next", "--split", "channel", "-o", "n.csv")
    rows = read_csv(tmp_path / "n-sms.csv")
    assert list(rows[0]) == ['MSIS"DN', "文本", "from; drop", "hour"]
    assert {"GoTone", "M-Zone"} <= {row["from; drop"] for row in rows}


WRONG = [
    (["--layout", "sms"], "--layout sms: the list goes by app, email too"),
    (["--layout", "ful"], "no layout 'ful' (did you mean 'full'?)"),
    (["--layout", "typo"], "layout.typo: MSISDN = 'phon': no such column (did you mean 'phone'?)"),
    (["--layout", "empty"], "layout.empty has no columns"),
    (["--layout", "twice"], "layout.twice: 'A' is no name of its own"),
    (["--split", "chanel"], "--split: no 'chanel' (did you mean 'channel'?)"),
    (["--split", ""], "take channel, cell, hour"),
    (["--format", "parquet", "--encoding", "gb18030"], "is for csv only"),
    (["--encoding", "latin-1"], "latin-1"),
]


@pytest.mark.parametrize(("options", "words"), WRONG)
def test_wrong_words_are_one_line(cli: Cli, listed: Path, tmp_path: Path, options: list[str], words: str) -> None:
    own = '[layout]\ntypo = { MSISDN = "phon" }\nempty = {}\ntwice = { A = "phone", a = "email" }\n'
    (tmp_path / "attitude.toml").write_text(own, encoding="utf-8")
    said = cli("export", "next", *options)
    assert said.code == 2
    assert words in said.err
    assert left_behind(tmp_path) == ["next.toml"]


def test_a_text_needs_a_template(cli: Cli, odd: list[tuple[str, str, str]], tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text('[layout]\ngateway = { TEXT = "text" }\n', encoding="utf-8")
    said = cli("export", "odd", "--layout", "gateway")
    assert (said.code, "no offer of the list has a text" in said.err) == (2, True)


def test_a_character_that_an_encoding_lacks(
    odd: list[tuple[str, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "ENCODINGS", ("gbk",))
    settings, how = Settings(layout={"x": {"name": "name"}}), Handover("gbk", "x")
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        with pytest.raises(AttitudeError) as told:
            export(workspace, "odd", "csv", None, tmp_path, how, settings)
        assert "007, column 'name': '𠀀 é' is not in gbk" in str(told.value)
    assert not list(tmp_path.glob("odd-*"))


def test_members_left_out_still_add_up(listed: Path) -> None:
    with Workspace(listed, read_only=True) as workspace:
        (list_id,) = workspace.row("select list_id from lists")
        workspace.define(
            "create temp table left_out as select member_key from store.list_members where rank <= 20 or is_control"
        )
        found = rows.gather(workspace, list_id, [], None)
        (gone,) = workspace.row("select count(*) from list_members where rank <= 20 and not is_control")
        (seen,) = workspace.row("select count(*) from handed semi join left_out using (member_key)")
    assert (found.exported, found.left_out, seen) == (150 - gone, gone, 0)


def test_a_member_who_is_gone_is_missed(cli: Cli, listed: Path, tmp_path: Path) -> None:
    with Workspace(listed) as workspace:
        workspace.rows(
            "delete from store.members where member_key = "
            "(select min(member_key) from store.list_members where not is_control)"
        )
    said = cli("export", "next")
    assert (said.code, "150 members listed, 149 found; target again" in said.err) == (1, True)
    assert left_behind(tmp_path) == ["next.toml"]


@pytest.mark.slow
def test_own_addresses_do_not_come_back_as_members(ok: Cli, tmp_path: Path) -> None:
    """An exported list and its answers, loaded as they are: rows of seeds are counted, and are nobody's."""
    ok("init")
    (tmp_path / "list.csv").write_text(
        "member_id,phone,campaign_id,treatment_code,send_at\n0071,+8613900000001,c,K1,2026-12-05 09:00\n"
        "seed:我,+8613900000000,c,K1,2026-12-05 09:00\nseed:me,,c,K1,soon\n",
        encoding="utf-8",
    )
    said = ok("load", "contacts", "list.csv", "--max-rejects", "0.5").err
    assert re.search(r"^list\.csv +3 +1 +0 +0 +2$", said, re.M)
    assert "note: list.csv: rows of your own addresses (seed:NAME), left out, nothing to mend: 2\n" in said
    (tmp_path / "back.csv").write_text("member_id,treatment_code\nseed:我,K1\n0071,K1\nseed:me,K1\n", encoding="utf-8")
    said = ok("load", "responses", "back.csv").err
    assert re.search(r"^back\.csv +3 +1 +0 +0 +2$", said, re.M)
    assert "rejected rows" not in said
    assert ok("query", "select member_id from store.persons", "--format", "csv").out == "member_id\n0071\n"
    rejects = "select kind, line, reason from rejects join loads using (load_id) order by all"
    assert [row.split(",")[:2] for row in ok("query", rejects, "--format", "csv").out.splitlines()[1:]] == [
        ["contacts", "3"], ["contacts", "4"], ["responses", "2"], ["responses", "4"]
    ]  # fmt: skip

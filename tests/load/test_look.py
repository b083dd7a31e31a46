"""A look before a load: what it shows is what the load does, what it proposes is taken by --yes alone."""

from __future__ import annotations

import json
import random
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Cli, few, kept
from rich.cells import cell_len
from test_account import COLUMNS, some_file

import attitude
from attitude.commands.columns import columns
from attitude.database import Workspace, create
from attitude.errors import BadDataError, UsageError
from attitude.load import KINDS, LoadOptions, Look, as_options, kind_in, load_file, look
from attitude.load.synonyms import _table, compared, meaning_of, proposals

NAMES = [
    ("members", "会员号 手机号 邮箱 入会日期", "member_id phone email joined_on"),
    ("members", "会员编号 手机 电子邮箱", "member_id phone email"),
    ("members", "客户编号 电话 邮箱地址", "member_id phone email"),
    ("members", "Kundennummer Telefon E-Mail-Adresse Haushalt", "member_id phone email household_id"),
    ("members", "Kunden-Nr. Handy Mail", "member_id phone email"),
    ("members", "MITGLIEDSNUMMER mobil Eintrittsdatum", "member_id phone joined_on"),
    ("members", "numéro_client téléphone courriel", "member_id phone email"),
    ("members", "NUMERO_CLIENT Telephone Courriel", "member_id phone email"),
    ("members", "número_de_cliente teléfono correo", "member_id phone email"),
    ("members", "cust_id MSISDN E-mail_Address Member_Since", "member_id phone email joined_on"),
    ("members", "customer-id mobile", "member_id phone"),
    ("members", "ＣＵＳＴ＿ＩＤ ＭＯＢＩＬＥ", "member_id phone"),
    ("members", "客户号 客户手机号（必填）", "member_id phone"),
    ("campaigns", "活动编号 活动名称 渠道 开始日期", "campaign_id name channel starts_on"),
    ("campaigns", "Kampagnen-ID Kampagnenname Kanal Startdatum", "campaign_id name channel starts_on"),
    ("contacts", "会员号 营销活动 发送时间 渠道", "member_id campaign_id contacted_at channel"),
    ("contacts", "Kundennummer Kampagne Versanddatum Kanal", "member_id campaign_id contacted_at channel"),
    ("contacts", "Kundennummer Kampagne versandt_am", "member_id campaign_id contacted_at"),
    ("optouts", "MSISDN done_date", "phone opted_out_on"),
    ("contacts", "customer_id campaign sent_at medium", "member_id campaign_id contacted_at channel"),
    ("responses", "cust_id campaign event_date reply Amount", "member_id campaign_id responded_at kind value"),
    ("responses", "会员号 活动编号 回复时间 回执状态 金额", "member_id campaign_id responded_at kind value"),
    ("responses", "id_client campagne date_de_réponse statut montant", "- campaign_id responded_at kind value"),
    ("usage", "会员号 月份 产品 金额", "member_id month product revenue"),
    ("usage", "Kundennummer Monat Produkt Umsatz(EUR) Menge", "member_id month product revenue volume"),
    ("usage", "id_cliente mes producto importe", "member_id month product revenue"),
    ("usage", "cliente_no mois produit montant_€", "- month product revenue"),
    ("optouts", "会员编号 退订时间 退订渠道", "member_id opted_out_on channel"),
    ("optouts", "Kundennummer Abmeldedatum Kanal", "member_id opted_out_on channel"),
]


@pytest.mark.parametrize(("kind", "theirs", "ours"), NAMES, ids=[theirs for _, theirs, _ in NAMES])
def test_names_of_the_field(kind: str, theirs: str, ours: str) -> None:
    expected = {name: mine for name, mine in zip(theirs.split(), ours.split(), strict=True) if mine != "-"}
    found = proposals(kind, theirs.split(), {})
    assert {name: found.get(name) for name in expected} == expected


def test_a_word_means_what_its_kind_makes_of_it() -> None:
    assert [meaning_of(kind, "日期") for kind in ("contacts", "responses", "optouts", "members")] == [
        *("contacted_at", "responded_at", "opted_out_on", None),
    ]
    assert (meaning_of("usage", "Betrag"), meaning_of("responses", "Betrag")) == ("revenue", "value")
    assert meaning_of("contacts", "金额") is None, "it may be the cost or what was bought"
    assert (meaning_of("contacts", "Aktion"), meaning_of("optouts", "Aktion")) == ("campaign_id", "action")


def test_the_words_are_each_of_one_meaning() -> None:
    table = _table()
    assert set(table) == {"any", "files", *KINDS}
    assert set(table["files"]) == set(KINDS)
    for section, meanings in table.items():
        words = [compared(word) for known in meanings.values() for word in known]
        assert "" not in words
        twice = {word for word in words if words.count(word) > 1}
        assert not twice, section
        if section in KINDS:
            assert set(meanings) <= set(KINDS[section].columns), section
    assert set(table["any"]) <= {name for kind in KINDS.values() for name in kind.columns}


def test_what_is_there_or_told_is_not_proposed_again() -> None:
    assert proposals("members", ["member_id", "会员号", "手机号"], {}) == {"手机号": "phone"}
    assert proposals("members", ["会员号", "手机号"], {"手机号": "手机号"}) == {"会员号": "member_id"}
    assert proposals("members", ["会员号", "手机号"], {"手机号": "phone"}) == {"会员号": "member_id"}
    assert proposals("contacts", ["send_at", "日期"], {}) == {}, "send_at is their contacted_at already"
    assert proposals("members", ["Member-ID", "城市", "reject_line"], {}) == {}


def test_of_two_columns_the_one_that_says_more_is_proposed() -> None:
    for names in (["电话", "手机号", "会员号"], ["会员号", "手机号", "电话"]):
        assert proposals("members", names, {}) == {"会员号": "member_id", "手机号": "phone"}
    assert proposals("contacts", ["Kampagne", "Kampagnen-ID"], {}) == {"Kampagnen-ID": "campaign_id"}


def given(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding=encoding)
    return path


CRM = "会员号,手机号,姓名,入会日期,积分\n" + "".join(
    f"{n:04d},+86139000000{n:02d},张三,05/0{n % 9 + 1}/2026,{n}\n" for n in range(1, 31)
)
DAYS = ("--dates", "dmy")


def rows_of(said: str) -> dict[str, dict[str, object]]:
    return {row["column"]: row for row in json.loads(said)}


def test_a_look_before_there_is_a_workspace(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    given(tmp_path, "crm.csv", CRM, "gb18030")
    said = ok("load", "members", "crm.csv", "--look", *DAYS, "--format", "json")
    assert [path.name for path in tmp_path.iterdir()] == ["crm.csv"]
    rows = rows_of(said.out)
    taken = {name: (row["taken_for"], row["by"], row["type"]) for name, row in rows.items()}
    assert taken == {
        "会员号": ("member_id", "proposed", "text"),
        "手机号": ("phone", "proposed", "text"),
        "姓名": ("attribute", None, "text"),
        "入会日期": ("joined_on", "proposed", "day"),
        "积分": ("attribute", None, "whole number"),
    }
    assert (rows["入会日期"]["lowest"], rows["入会日期"]["highest"]) == ("2026-01-05", "2026-09-05")
    assert rows["会员号"]["samples"] == "0001 · 0002 · 0003"
    assert "no workspace here yet" in said.err
    assert "comma between them, gb18030" in said.err
    assert "next: attitude load members crm.csv --dates dmy --yes" in said.err
    refused = cli("load", "members", "crm.csv", "--look")
    assert (refused.code, refused.out.count("member_id (proposed)")) == (0, 1)
    assert "would be refused: crm.csv: 入会日期 '05/01/2026' may be day 5 of month 1" in refused.err


@pytest.mark.slow
def test_a_look_compares_with_the_workspace_and_leaves_it_alone(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "members.csv", "member_id,phone,email\n" + "".join(
        f"{n:04d},+86139000000{n:02d},M{n}@x.cn\n" for n in range(1, 21)))  # fmt: skip
    given(tmp_path, "campaigns.csv", "campaign_id,channel\na,sms\n")
    ok("load", ".")
    before, files = kept(tmp_path / "attitude.duckdb"), sorted(tmp_path.iterdir())
    given(tmp_path, "crm.csv", CRM)
    rows = rows_of(ok("load", "members", "crm.csv", "--look", *DAYS, "--format", "json").out)
    assert (rows["会员号"]["texts"], rows["会员号"]["known"]) == (30, 20)
    assert (rows["手机号"]["texts"], rows["手机号"]["known"]) == (30, 20)
    given(tmp_path, "r.csv", "Kunden-Nr.;Kampagne;Status;Datum;Betrag;Bemerkung\n"
          "0001;a;STOP;01.03.2026 10:00;0,00;\n0002;a;DELIVRD;02.03.2026;12,50;x\n"
          "0099;b;ja;03.03.2026;7,25;\n0003;a;ja;irgendwann;1,00;\n;a;ja;;;\n")  # fmt: skip
    said = ok("load", "responses", "r.csv", "--look", "--format", "json")
    rows = rows_of(said.out)
    assert (rows["Kunden-Nr."]["texts"], rows["Kunden-Nr."]["known"], rows["Kunden-Nr."]["filled"]) == (4, 3, 4)
    assert (rows["Kampagne"]["texts"], rows["Kampagne"]["known"]) == (2, 1)
    assert rows["Status"]["words"] == "ja 3 → answered · DELIVRD 1 → delivered · STOP 1 → opted-out"
    assert (rows["Betrag"]["type"], rows["Betrag"]["lowest"], rows["Betrag"]["highest"]) == ("amount", "0", "12.5")
    assert (rows["Bemerkung"]["taken_for"], rows["Bemerkung"]["filled"]) == (None, 1)
    for words in (
        "ids known: 3 of 4",
        "1: responded_at 'irgendwann' is not a date or time; row 4",
        "1: member_id is missing; row 5",
        "2 of 5 rows are bad, more than --max-rejects 0.01",
        "columns not known and left aside: Bemerkung",
        "nothing was kept",
    ):
        assert words in said.err
    lenient = ok("load", "responses", "r.csv", "--look", "--max-rejects", "0.5")
    assert "rows: 5 read, 2 of them rejected; --max-rejects is 0.5" in lenient.err
    assert kept(tmp_path / "attitude.duckdb") == before
    assert sorted(tmp_path.iterdir()) == sorted([*files, tmp_path / "crm.csv", tmp_path / "r.csv"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", COLUMNS)
def test_a_look_tells_what_the_load_does(kind: str, tmp_path: Path) -> None:
    create(tmp_path / "attitude.duckdb")
    options = LoadOptions(max_rejects=1)
    for seed in range(2):
        _, rows, _ = some_file(kind, random.Random(seed))
        lines = [",".join(values) for values in ([*COLUMNS[kind]], *rows)]
        path = given(tmp_path, f"{seed}.csv", "\n".join(lines) + "\n")
        with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
            before = look(workspace, kind, path, options)
        with Workspace(tmp_path / "attitude.duckdb") as workspace:
            done = load_file(workspace, kind, path, options)
        # what the rows meet in the workspace, and who is held, each tells in its own words
        met = ("cells ", "opt-outs ", "ids of no", "rejected rows in which")
        seen, said = (tuple(n for n in one.notes if not n.startswith(met)) for one in (before, done))
        assert (before.rows, before.rejected, seen) == (done.read, done.rejected, said)
        held = [sum(n.startswith("rejected rows in which") for n in one.notes) for one in (before, done)]
        assert held[0] == held[1]
        assert sum(reason.rows for reason in before.rejects) == done.rejected
        assert before.refusal is None


@pytest.mark.slow
def test_a_look_beside_others(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "m.csv", "member_id\n1\n")
    with Workspace(tmp_path / "attitude.duckdb", read_only=True):
        assert "ids known: 0 of 1" in ok("load", "members", "m.csv", "--look").err
    code = "import duckdb, sys; con = duckdb.connect('attitude.duckdb'); print('open', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path)
    assert holder.stdout is not None
    holder.stdout.readline()
    said = ok("load", "members", "m.csv", "--look")
    holder.communicate()
    assert "in use by who writes to it: ids, phones and codes are compared with nothing" in said.err
    assert "member_id" in said.out


def test_a_look_leaves_out_who_was_erased(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "m.csv", "member_id,city\n1,x\n2,y\n")
    ok("load", "members", "m.csv")
    ok("erase", "2", "--yes")
    said = ok("load", "members", "m.csv", "--look")
    assert "rows of erased members, kept out: 1" in said.err
    assert "ids known: 1 of 2" in said.err


def test_a_header_that_is_not_known_is_proposed_ready_to_paste(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "crm.csv", CRM.replace("手机号", "Handy Nr."))
    before = kept(tmp_path / "attitude.duckdb")
    said = cli("load", "members", "crm.csv", *DAYS)
    assert said.code == 3
    told = re.search(r"say (--map .*), or --yes for just that; --look shows what is in it\n$", said.err)
    assert told is not None, said.err
    assert told[1] == "--map 会员号=member_id --map 'Handy Nr.=phone' --map 入会日期=joined_on"
    assert kept(tmp_path / "attitude.duckdb") == before
    ok("load", "members", "crm.csv", *DAYS, *shlex.split(told[1]))
    assert ok("query", "select phone from members where member_id = '0007'", "--format", "csv").out.endswith(
        "+8613900000007\n"
    )


def test_what_no_word_is_known_for_is_still_to_be_told(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "c.csv", "会员号,X,发送时间\n1,a,2026-01-01\n")
    said = cli("load", "contacts", "c.csv")
    assert said.code == 3
    assert "--map 会员号=member_id --map 发送时间=contacted_at and --map THEIRS=campaign_id; --look" in said.err
    assert "need a column 'campaign_id'" in cli("load", "contacts", "c.csv", "--yes").err


@pytest.mark.slow
def test_yes_takes_what_is_proposed_and_remembers_it(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "crm.csv", CRM)
    said = ok("load", "members", "crm.csv", "--yes", *DAYS)
    assert "remembered in attitude.toml: 会员号=member_id, 手机号=phone, 入会日期=joined_on" in said.err
    settings = (tmp_path / "attitude.toml").read_text(encoding="utf-8")
    assert tomllib.loads(settings)["load"]["map"]["members"] == {
        "会员号": "member_id",
        "手机号": "phone",
        "入会日期": "joined_on",
    }
    assert "# seed = 1" in settings, "comments stay"
    assert "loaded before: nothing changed" in ok("load", "members", "crm.csv", "--yes", *DAYS).err
    assert "loaded before: nothing changed" in ok("load", "members", "crm.csv", *DAYS).err
    given(tmp_path, "more.csv", "手机号,会员号\n+8613911111111,0999\n")
    again = ok("load", "members", "more.csv")
    assert "remembered" not in again.err
    rows = rows_of(ok("load", "members", "more.csv", "--look", "--format", "json").out)
    assert {row["by"] for row in rows.values()} == {"remembered"}


@pytest.mark.slow
def test_what_is_told_wins_over_what_is_proposed(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "crm.csv", "会员号,卡号,手机号\n1,9,+8613900000001\n")
    rows = rows_of(ok("load", "members", "crm.csv", "--map", "卡号=member_id", "--look", "--format", "json").out)
    assert [(row["taken_for"], row["by"]) for row in rows.values()] == [
        *(("attribute", None), ("member_id", "told"), ("phone", "proposed")),
    ]
    ok("load", "members", "crm.csv", "--map", "卡号=member_id", "--yes")
    assert ok("query", "select member_id, phone from members", "--format", "csv").out.endswith("\n9,+8613900000001\n")
    assert "手机号" in (tmp_path / "attitude.toml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_nothing_is_taken_unasked(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "crm.csv", "member_id,手机号\n1,+8613900000001\n")
    said = ok("load", "members", "crm.csv")
    assert "kept as attributes, though they may be columns of members: --map 手机号=phone, or --yes" in said.err
    assert ok("query", "select phone, 手机号 from members", "--format", "csv").out == "phone,手机号\n,+8613900000001\n"
    assert "手机号" not in (tmp_path / "attitude.toml").read_text(encoding="utf-8")
    given(tmp_path, "o.csv", "member_id,渠道\n1,sms\n")
    assert "left aside, though they may be columns of optouts: --map 渠道=channel" in ok("load", "optouts", "o.csv").err
    quiet = ok("load", "members", "crm.csv", "--map", "手机号=手机号")
    assert "though" not in quiet.err, "who wants an attribute of that name says so"


PHONES = ["+8613900000001", "+86 139-0000-0002", "008613900000003", "13900000004", "13811112222"]


def test_a_column_of_phones_is_never_proposed_as_ids(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "crm.csv", "会员号,城市\n" + "".join(f"{phone},x\n" for phone in PHONES))
    rows = rows_of(ok("load", "members", "crm.csv", "--look", "--format", "json").out)
    assert (rows["会员号"]["taken_for"], rows["会员号"]["by"]) == ("phone", "proposed")
    for options in ((), ("--yes",)):
        said = cli("load", "members", "crm.csv", *options)
        assert said.code == 3
        assert "会员号=member_id" not in said.err
    given(tmp_path, "addresses.csv", "member_id,contact,Rufnr\n" + "".join(
        f"{n},m{n}@x.de,+49170123456{n}\n" for n in range(5)))  # fmt: skip
    rows = rows_of(ok("load", "members", "addresses.csv", "--look", "--format", "json").out)
    assert {name: row["taken_for"] for name, row in rows.items()} == {
        "member_id": "member_id",
        "contact": "email",
        "Rufnr": "phone",
    }


def test_ids_that_are_known_are_no_phones(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "known.csv", "member_id\n" + "\n".join(PHONES) + "\n")
    ok("load", "members", "known.csv")
    given(tmp_path, "crm.csv", "会员号,城市\n" + "".join(f"{phone},x\n" for phone in PHONES))
    rows = rows_of(ok("load", "members", "crm.csv", "--look", "--format", "json").out)
    assert (rows["会员号"]["taken_for"], rows["会员号"]["known"]) == ("member_id", len(PHONES))


FOLDER = {
    "CRM_Export.csv": "Kundennummer;Ort\n1;x\n2;y\n",
    "Versandliste März.csv": "Kundennummer;Kampagne;Versanddatum;Kanal\n1;a;2026-03-01;sms\n2;a;2026-03-01;sms\n",
    "dlr.csv": "cust_id,campaign,event_date,reply\n1,a,2026-03-02,STOP\n",
    "2026-03.csv": "会员号,月份,产品,金额\n1,2026-03,data,5\n",
    "3月退订.csv": "会员号,退订时间\n2,2026-03-05\n",
    "members_2026.csv": "member_id\n3\n",
    "addresses.csv": "customer id,mobile\n7,+8613900000001\n",
    "notes.txt": "a\nb\n",
    "broken.csv": "",
    "photo.png": "x",
}
KINDS_TOLD = {
    "CRM_Export.csv": ("members", "words"),
    "Versandliste März.csv": ("contacts", "words"),
    "dlr.csv": ("responses", "words"),
    "2026-03.csv": ("usage", "columns"),
    "3月退订.csv": ("optouts", "words"),
    "members_2026.csv": ("members", "name"),
    "addresses.csv": (None, None),
    "notes.txt": (None, None),
    "broken.csv": (None, None),
}


@pytest.mark.slow
def test_a_folder_is_looked_at_and_taken_in(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    for name, text in FOLDER.items():
        given(tmp_path / "inbox", name, text)
    said = ok("load", "inbox", "--look", "--format", "json")
    found = {Path(row["file"]).name: (row["kind"], row["by"]) for row in json.loads(said.out)}
    assert found == KINDS_TOLD
    untold = [name for name, (kind, _) in KINDS_TOLD.items() if kind is None]
    assert all(name in said.err for name in [*untold, "photo.png"])
    assert not (tmp_path / "attitude.duckdb").exists()
    ok("init")
    assert "--look tells what they may be" in ok("load", "inbox").err
    assert ok("query", "select kind from loads", "--format", "csv").out == "kind\nmembers\n"
    done = ok("load", "inbox", "--yes")
    assert all(name in done.err for name in [*untold, "photo.png"])
    sql = "select kind, sum(kept) as kept from loads group by kind order by kind"
    assert ok("query", sql, "--format", "csv").out.splitlines()[1:] == [
        *("contacts,2", "members,3", "optouts,1", "responses,1", "usage,1"),
    ]
    maps = tomllib.loads((tmp_path / "attitude.toml").read_text(encoding="utf-8"))["load"]["map"]
    assert maps["optouts"] == {"会员号": "member_id", "退订时间": "opted_out_on"}
    assert maps["responses"]["reply"] == "kind"
    assert ok("query", "select member_id from optouts order by 1", "--format", "csv").out.count("\n") >= 2


@pytest.mark.slow
def test_a_file_alone_tells_its_kind_too(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "退订.csv", "会员号,退订时间\n2,2026-03-05\n")
    assert "退订.csv, as optouts" in ok("load", "退订.csv", "--look").err
    ok("load", "退订.csv", "--yes")
    assert ok("query", "select member_id from optouts", "--format", "csv").out == "member_id\n2\n"
    given(tmp_path, "x.csv", "会员号,y\n2,1\n")
    assert "its kind is not told" in ok("load", "x.csv", "--look").err


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *(("contact", "contacts"), ("member", "members"), ("optout", "optouts"), ("opt-outs", "optouts")),
        *(("campain", "campaigns"), ("Contacts", "contacts"), ("会员", "members"), ("退订", "optouts")),
        *(("kunden", "members"), ("Abmeldungen", "optouts"), ("respuestas", "responses"), ("réponses", "responses")),
    ],
)
def test_a_word_for_a_kind(cli: Cli, word: str, kind: str) -> None:
    cli("init")
    said = cli("load", word, "f.csv")
    assert said.code == 2
    assert f"no kind '{word}' (did you mean '{kind}'?)" in said.err


def test_words_in_names_of_files() -> None:
    told = {
        "presentation.xlsx": None, "data.csv": None, "customers_optout_2026.csv": "optouts", "短信退订.csv": "optouts",
        "活动回复.xlsx": "responses", "STOP list.txt": "optouts", "会员消费.csv": "usage",
    }  # fmt: skip
    assert {name: kind_in(name) for name in told} == told


def test_help_lists_the_columns_of_each_kind(ok: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = ok("load", "--help").out
    assert max(map(cell_len, said.splitlines())) <= 80
    for line in columns().splitlines():
        assert line.strip() in said
    for name, kind in KINDS.items():
        listed = re.sub(r"\s+", " ", columns().split(f"  {name} ")[1])
        assert all(column in listed for column in kind.columns), name


def test_formats_go_with_a_look_alone(cli: Cli, ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "m.csv", "member_id\n1\n")
    said = cli("load", "members", "m.csv", "--format", "json")
    assert (said.code, "say --look too" in said.err) == (2, True)
    ok("load", "members", "m.csv", "--look", "-o", "look.csv")
    assert (tmp_path / "look.csv").read_text(encoding="utf-8").startswith("kind,file,column,taken_for,by,type,")
    assert ok("query", "from loads", "--format", "csv").out.count("\n") == 1


def test_a_table_of_chinese_names_fits_a_terminal(ok: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given(tmp_path, "crm.csv", CRM.replace("姓名", "客户的全名和称呼"))
    monkeypatch.setenv("FORCE_COLOR", "1")  # as to a terminal
    monkeypatch.setenv("COLUMNS", "80")
    said = ok("load", "members", "crm.csv", "--look", *DAYS)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", said.out).splitlines()
    assert max(map(cell_len, lines)) <= 80
    at = {cell_len(line.partition(word)[0]) for line in lines for word in ("member_id (", "phone (") if word in line}
    assert len(at) == 1, lines


@pytest.mark.parametrize(
    "name", few(["it's; rm -rf", 'quo"ted', "a=b", "$(x)", "", " ", "-", "select", "\x1b[31mred"], 3)
)
def test_hostile_names_of_columns_are_looked_at(cli: Cli, tmp_path: Path, name: str) -> None:
    header = f'会员号,"{name.replace(chr(34), chr(34) * 2)}"'
    given(tmp_path, "crm.csv", f"{header}\n1,x\n")
    said = cli("load", "members", "crm.csv", "--look")
    assert said.code == 0, said.err
    assert "\x1b" not in said.out
    assert "member_id (proposed)" in said.out


def test_what_is_pasted_is_one_word_of_a_shell() -> None:
    maps = {"it's; rm -rf": "phone", "$(x)": "email", "会员号": "member_id", 'a"b c': "kind"}
    words = shlex.split(as_options(maps))
    assert words[1::2] == [f"{theirs}={ours}" for theirs, ours in maps.items()]


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("members", "none.csv", "--look"), "none.csv: no such file", 2),
        (("nowhere", "--look"), "nowhere: no such file or folder", 2),
        (("members", "--look"), "which file?", 2),
        (("members", "empty.csv", "--look"), "is empty", 3),
        (("members", "m.csv", "--look", "--map", "x=phone"), "--map names a column 'x' that is not there", 2),
        (("members", "m.csv", "--look", "--sheet", "x", "--encoding", "nope"), "--encoding nope: not known", 2),
        (("void", "--look"), "void: has no file in it", 2),
        (("member", "m.csv", "--look"), "did you mean 'members'?", 2),
    ],
)
def test_wrong_input(cli: Cli, tmp_path: Path, arguments: tuple[str, ...], words: str, code: int) -> None:
    given(tmp_path, "empty.csv", "")
    given(tmp_path, "m.csv", "member_id\n1\n")
    (tmp_path / "void").mkdir()
    said = cli("load", *arguments)
    assert (said.code, words in said.err) == (code, True), said.err
    assert len([line for line in said.err.splitlines() if line.startswith("error: ")]) == 1


def test_other_forms_of_file(ok: Cli, tmp_path: Path) -> None:
    given(tmp_path, "m.jsonl", '{"会员号": "1", "手机号": "+8613900000001"}\n{"会员号": "2"}\n')
    rows = rows_of(ok("load", "members", "m.jsonl", "--look", "--format", "json").out)
    assert {name: (row["taken_for"], row["filled"]) for name, row in rows.items()} == {
        "会员号": ("member_id", 2),
        "手机号": ("phone", 1),
    }


@pytest.mark.slow
def test_the_way_in_for_python(tmp_path: Path) -> None:
    path = given(tmp_path, "crm.csv", CRM)
    w = attitude.create(tmp_path / "attitude.duckdb")
    found = w.look("members", path, dates="dmy")
    assert isinstance(found, Look)
    assert found.columns["taken_for"].to_list() == ["member_id", "phone", "attribute", "joined_on", "attribute"]
    assert (found.rows, found.rejected, found.refusal) == (30, 0, None)
    with pytest.raises(BadDataError, match="or --yes for just that"):
        w.load("members", path, dates="dmy")
    w.load("members", path, mapping=found.maps, dates="dmy")
    assert w.query("select count(*) as n from members").item() == 30
    (done,) = w.load("members", path, dates="dmy", takes_proposals=True)
    assert done.is_repeat
    assert dict(done.maps) == dict(found.maps)
    given(tmp_path / "inbox", "退订.csv", "会员号,退订时间\n2,2026-03-05\n")
    given(tmp_path / "inbox", "x.csv", "a,b\n1,2\n")
    assert [(one.path.name, one.kind, one.by) for one in w.kinds(tmp_path / "inbox")] == [
        *(("退订.csv", "optouts", "words"), ("x.csv", None, "neither its name nor its columns tell")),
    ]
    with pytest.raises(UsageError, match="no kind 'nobody'"):
        w.look("nobody", path)


@pytest.mark.slow
def test_a_look_is_as_strict_as_the_load(tmp_path: Path) -> None:
    path = given(tmp_path, "m.csv", "member_id,joined_on\n1,soon\n2,2026-01-01\n")
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        found = look(workspace, "members", path, LoadOptions())
        lenient = look(workspace, "members", path, replace(LoadOptions(), max_rejects=0.5))
    assert found.refusal is not None
    assert "1 of 2 rows are bad" in found.refusal
    assert (lenient.refusal, lenient.rejected) == (None, 1)


@pytest.mark.slow
def test_a_customer_number_is_no_phone(ok: Cli, tmp_path: Path) -> None:
    """Its digits could be dialled in some town; a column of mobile numbers is one, whatever it is called."""
    ok("init", "--region", "DE")
    for at, first in enumerate((40010, 40123456, 3012345678)):
        rows = [f"{first + 7 * n};2026-0{n + 1};Zimmer;1" for n in range(8)]
        name = given(tmp_path, f"{at}.csv", "\n".join(["Kundennummer;Monat;Produkt;Umsatz", *rows]) + "\n").name
        assert "Kundennummer=member_id" in ok("load", "usage", name, "--look").err
    rows = [f"0171{2000000 + 7919 * n};2026-0{n + 1};Zimmer;1" for n in range(8)]
    name = given(tmp_path, "m.csv", "\n".join(["Kundennummer;Monat;Produkt;Umsatz", *rows]) + "\n").name
    assert "Kundennummer=phone" in ok("load", "usage", name, "--look").err


@pytest.mark.slow
def test_a_look_at_addresses_of_other_letters_changes_nothing(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "m.csv", "member_id,email\n1,max@müller.de\n")
    ok("load", "members", "m.csv")
    given(tmp_path, "c.csv", "email,campaign_id,contacted_at\nMAX@MÜLLER.DE,c,2026-01-05\n")
    said = ok("load", "contacts", "c.csv", "--look")
    assert "refused" not in said.err
    given(tmp_path, "o.csv", "email\nMax@Müller.de\n")
    assert "refused" not in ok("load", "optouts", "o.csv", "--look").err


@pytest.mark.slow
def test_what_comes_next_is_read_the_same_way(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    given(tmp_path, "members.csv", "member_id,joined_on\n1,03/04/2026\n")
    said = ok("load", "members", "members.csv", "--look", "--dates", "dmy")
    assert "next: attitude load members members.csv --dates dmy" in said.err
    given(tmp_path, "in/members.csv", "member_id,joined_on\n1,03/04/2026\n")
    given(tmp_path, "in/optouts.csv", "member_id\n1\n")
    assert "next: attitude load in --dates dmy --yes" in ok("load", "in", "--look", "--dates", "dmy").err


BLANKS = "member_id,phone,city,tier,joined_on\n1,,Bonn,,\n2,13800000002,,,\n3,none,Ulm,c,\n2,,,b,\n9,,,,\n"


@pytest.mark.slow
@pytest.mark.parametrize("keeps", [False, True])
def test_cells_that_blanks_would_empty_are_told(keeps: bool, workspace: Workspace, tmp_path: Path) -> None:
    file, how = tmp_path / "members.csv", LoadOptions(keep_blank=keeps, region="CN")
    rows = "".join(f"{i},1380000000{i},Rom,a,2020-01-01\n" for i in (1, 2, 3, 4))
    file.write_text(BLANKS.partition("\n")[0] + "\n" + rows, encoding="utf-8")
    load_file(workspace, "members", file, how)
    file.write_text(BLANKS, encoding="utf-8")
    found = look(workspace, "members", file, how)
    counts = {row["column"]: row["emptied"] for row in found.columns.iter_rows(named=True)}
    assert counts == {"member_id": None, "phone": 3, "city": 1, "tier": 1, "joined_on": None}
    (told,) = [note for note in found.notes if "cells" in note]
    assert ("5 (phone 3, city 1, tier 1)" in told, "stays by --keep-blank" in told) == (True, keeps)
    said = load_file(workspace, "members", file, how).notes
    assert any("cells emptied, as they are in the file: 5 (" in note for note in said) != keeps


def test_ids_of_nobody_are_told_of_opt_outs_and_replies(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text("member_id\n1\n2\n", encoding="utf-8")
    load_file(workspace, "members", file, LoadOptions())
    file.write_text("member_id,campaign_id,kind\n1,c,order\nx1,c,order\nx2,c,STOP\nx2,c,order\n", encoding="utf-8")
    for kind, words in (
        ("optouts", "by ids of no member known: 2 of 3"),
        ("responses", "for members loaded later: 2 of 3"),
    ):
        told = [note for note in look(workspace, kind, file, LoadOptions()).notes if "2 of 3" in note]
        assert len(told) == 1
        assert f"{words} ('x1', …)" in told[0]
    file.write_text("member_id\n1\n2\n", encoding="utf-8")
    assert not any("no member" in note for note in look(workspace, "optouts", file, LoadOptions()).notes)

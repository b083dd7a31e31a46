"""People known by a phone or an e-mail address: whose rows are theirs, what holds for them, what is told."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import Cli, Load, few

import attitude
from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.phones import make_e164
from attitude.score import score
from attitude.settings import ScoreSettings

MEMBERS = """\
member_id,phone,email
1,13800000001,Ann@x.org
2,13800000002,bo@x.org
3,13800000003,c@x.org
4,13800000004,Shared@x.org
5,13800000004,shared@x.org
"""
PLAN = '[campaign]\nid = "n"\nstarts_on = 2026-12-01\nends_on = 2026-12-10\n[[offer]]\nchannel = "{}"\n'
ALLOW = ("--allow", "stale-optouts", "--allow", "size", "--allow", "exported-before", "--allow", "unmatched-optouts",
         "--allow", "duplicate-phone", "--allow", "duplicate-email")  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of five members, scored; the last two share a phone, and are written to as one."""
    folder = tmp_path_factory.mktemp("built")
    past = "".join(f"{i},p{k},2025-0{k}-01,sms,{(i + k) % 2}\n" for i in range(1, 6) for k in (1, 2, 3))
    (folder / "members.csv").write_text(MEMBERS)
    (folder / "contacts.csv").write_text(f"member_id,campaign_id,contacted_at,channel,responded\n{past}")
    create(folder / "attitude.duckdb")
    with Workspace(folder / "attitude.duckdb") as workspace:
        for kind in ("members", "contacts"):
            load_file(workspace, kind, folder / f"{kind}.csv", LoadOptions(region="CN"))
        score(workspace, ScoreSettings())
    return folder / "attitude.duckdb"


@pytest.fixture
def office(built: Path, cli: Cli, tmp_path: Path) -> Path:
    """That workspace, with the settings of China."""
    shutil.copy(built, tmp_path / "attitude.duckdb")
    (tmp_path / "attitude.toml").write_text('[load]\nregion = "CN"\n', encoding="utf-8")
    return tmp_path / "attitude.duckdb"


def put(call: Cli, kind: str, text: str, *options: object, name: str = "") -> str:
    """Load a text as a file, and give what is said of it."""
    file = Path(name or f"{kind}{len(list(Path().iterdir()))}.csv")
    file.write_text(text, encoding="utf-8")
    return call("load", kind, file, *options).err


def sent(ok: Cli, channel: str = "sms") -> str:
    """Make and export a list, and give who is on it."""
    Path("n.toml").write_text(PLAN.format(channel), encoding="utf-8")
    ok("target", "n.toml")
    ok("export", "n", "-o", "list.csv", *ALLOW)
    return " ".join(sorted(row["member_id"] for row in csv.DictReader(io.StringIO(Path("list.csv").read_text()))))


def asked(ok: Cli, query: str) -> list[str]:
    return ok("query", query, "--format", "csv").out.splitlines()[1:]


@pytest.mark.parametrize(
    ("rows", "channel", "left"),
    few(
        {
            "national": ("phone\n13800000001\n", "sms", "2 3 4"),
            "with blanks, from abroad": ("phone,channel\n0086 138-0000-0002,sms\n", "sms", "1 3 4"),
            "all who share it": ("phone,channel\n+8613800000004,sms\n", "sms", "1 2 3"),
            "another channel": ("phone,channel\n+8613800000004,call\n", "sms", "1 2 3 4"),
            "a call": ("phone,channel\n+8613800000004,call\n", "call", "1 2 3"),
            "e-mail in another case": ("E-Mail,channel\nANN@X.ORG,email\n", "email", "2 3 4"),
            "shared e-mail": ("email,channel\nSHARED@x.org,email\n", "email", "1 2 3"),
            "some by id, some by phone": ("member_id,phone\n1,\n,13800000002\n,\n", "sms", "3 4"),
            "an e-mail address among phones": ("phone\nbo@x.org\n", "email", "1 3 4"),
            "phones as ids": ("member_id\n13800000001\n+8613800000002\n", "sms", "3 4"),
            "e-mail addresses as ids": ("member_id\nC@x.org\n", "email", "1 2 4"),
        }.values()
    ),
)
def test_an_opt_out_holds_by_phone_and_e_mail(ok: Cli, office: Path, rows: str, channel: str, left: str) -> None:
    put(ok, "optouts", rows, "--max-rejects", 0.5)
    assert sent(ok, channel) == left


def test_without_a_region_phones_are_known_by_their_digits(ok: Cli, office: Path, tmp_path: Path) -> None:
    (tmp_path / "attitude.toml").write_text("")
    put(ok, "members", "member_id,phone\n6,+49 171 2345678\n7,0171 2345679\n")
    put(ok, "optouts", "phone\n0171/2345678\n+491712345679\n")
    assert asked(ok, "select member_id from optouts order by all") == ["6", "7"]


def test_what_matches_nobody_is_held_for_who_comes(ok: Cli, office: Path) -> None:
    told = put(ok, "optouts", "phone,channel\n13800000001,sms\n13800000009,sms\nabc,sms\n")
    assert "opt-outs not matched with any member by phone or e-mail: 2 of 3, held for members loaded later" in told
    assert "cannot be read, held as they are written: 1 ('abc')" in told
    put(ok, "members", "member_id,phone\n9,13800000009\n")
    ok("score")
    assert sent(ok) == "2 3 4"
    assert asked(ok, "select address, members from address_optouts order by all") == [
        "+8613800000001,1", "+8613800000009,1", "abc,0"]  # fmt: skip


def test_an_address_stays_closed_and_so_does_who_had_it(ok: Cli, office: Path) -> None:
    """Who changes their phone after a STOP is not written to; nor is who has that phone now."""
    put(ok, "optouts", "phone\n13800000001\n")
    put(ok, "members", "member_id,phone\n1,13800000011\n2,13800000001\n")
    assert sent(ok) == "3 4"


def test_ids_of_nobody_are_named(ok: Cli, office: Path) -> None:
    told = put(ok, "optouts", "member_id\nM011\n1\n")
    assert "opt-outs by ids of no member known: 1 ('M011'), held for members loaded later" in told
    assert "will hold" not in ok("status").err
    told = put(ok, "optouts", "member_id\n13800000002\n")
    assert "read as phones or e-mail addresses, held as those too: 1 ('13800000002')" in told


def test_the_error_proposes_the_key_that_the_column_is(cli: Cli, office: Path) -> None:
    for column, ours in {"MSISDN": "phone", "手机号": "phone", "Email Adresse": "email", "who": "member_id"}.items():
        said = put(cli, "optouts", f"{column},day\n13800000001,1\n")
        assert f"={ours}" in said
        assert f"{column if ours != 'member_id' else 'THEIRS'}={ours}" in said


@pytest.mark.slow
def test_a_day_that_cannot_be_read_holds(ok: Cli, office: Path) -> None:
    told = put(ok, "optouts", "member_id,opted_out_on\n1,31.31.2026\n2,soon\n3,2026-05-05\n")
    assert "day cannot be read, kept without one, so that they always hold: 2" in told
    put(ok, "optouts", "member_id,opted_out_on,action\n1,2026-06-06,in\n3,2026-06-06,in\n")
    assert sent(ok) == "3 4"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "is_open"),
    few(
        [
            (["2026-05-05 10:00,out\n1,2026-05-05 15:00,in"], True),
            (["2026-05-05 15:00,out\n1,2026-05-05 10:00,in"], False),
            (["2026-05-05 15:00,in", "2026-05-05 10:00,out"], True),
            (["2026-05-05,out", "2026-05-05,in"], True),
            (["2026-05-05,in", "2026-05-05,out"], False),
            (["2026-05-05,out\n1,2026-05-05,in"], False),
            (["2026-05-05,out", "2026-05-05,in", "2026-05-05,out\n1,2026-05-04,in"], False),
            (["2026-05-05,out", "2026-05-04,in"], False),
        ]
    ),
)
def test_on_one_day_the_time_decides_else_the_later_file(
    workspace: Workspace, load: Load, files: list[str], is_open: bool
) -> None:
    load("members", "member_id,phone", "1,+8613800000001", "2,+8613800000002")
    for rows in files:
        load("optouts", "member_id,opted_out_on,action", f"1,{rows}")
        load("optouts", "phone,opted_out_on,action", f"1,{rows}".replace("1,2026", "+8613800000002,2026"))
    workspace.run("score/opted_out", as_of=None, not_after=date(2026, 12, 1))
    closed = workspace.rows("select member_id from opted_out inner join store.persons using (member_key) order by 1")
    assert closed == ([] if is_open else [("1",), ("2",)])


def test_a_stop_that_came_as_a_reply_holds_by_phone(ok: Cli, office: Path) -> None:
    told = put(ok, "responses", "phone,campaign_id,kind,responded_at\n13800000001,p1,STOP,whenever\n"
               "13800000009,,STOP,\n13800000002,p1,order,2025-01-02\n")  # fmt: skip
    assert "held for members loaded later" in told
    assert sent(ok) == "2 3 4"
    put(ok, "members", "member_id,phone\n9,13800000009\n")
    ok("score")
    assert sent(ok) == "2 3 4"
    assert asked(ok, "select member_id from responses") == ["2"]


SHARED = "phone,campaign_id,contacted_at,channel,cost,responded,value\n13800000004,s,2025-05-01,sms,2,1,30\n"


def facts(ok: Cli) -> list[list[str]]:
    return [
        asked(ok, "select member_id, cost, value, responded from contacts where campaign_id = 's' order by all"),
        asked(ok, "select member_id, kind, value from responses order by all"),
        asked(ok, "select member_id, product, revenue from usage order by all"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("members_first", [pytest.param(True, marks=pytest.mark.slow), False])
def test_facts_are_those_of_all_who_share_an_address_and_amounts_count_once(
    ok: Cli, tmp_path: Path, members_first: bool
) -> None:
    ok("init")
    (tmp_path / "attitude.toml").write_text('[load]\nregion = "CN"\n')
    if members_first:
        put(ok, "members", MEMBERS)
    told = put(ok, "contacts", SHARED)
    put(ok, "responses", "email,campaign_id,kind,value\nSHARED@X.ORG,s,order,7\n")
    put(ok, "usage", "phone,month,product,revenue\n138 0000 0004,2025-05,data,10\n")
    if not members_first:
        assert "not matched with any member by phone or e-mail: 1 of 1, held for members loaded later" in told
        ok("score")
        assert "contacts, answers and usage are those of members now: 2" in put(ok, "members", MEMBERS)
    wanted = [["4,2.0,30.0,true", "5,0.0,,true"], ["4,order,7.0", "5,order,"], ["4,data,10.0", "5,data,"]]
    assert facts(ok) == wanted
    put(ok, "contacts", SHARED + "\n")
    put(ok, "contacts", SHARED + "13800000001,s,2025-05-01,sms,2,0,\n", "--replace", "s")
    assert facts(ok)[0] == ["1,2.0,,false", *wanted[0]]
    ok("score")
    scores = asked(ok, "from responsiveness order by all")
    ok("score", "--full")
    assert asked(ok, "from responsiveness order by all") == scores
    ok("verify")


def test_a_file_by_phone_adds_up(ok: Cli, office: Path) -> None:
    put(ok, "usage", "phone,month,product,revenue\n13800000004,2025-05,data,10\nnone,2025-05,data,10\n",
        "--max-rejects", 0.5, name="usage.csv")  # fmt: skip
    assert asked(ok, "select rows_read, kept, duplicate, rejected from loads where kind = 'usage'") == ["2,1,0,1"]
    assert "is no phone number" in Path("usage.csv.rejects.csv").read_text()


def test_ids_that_are_phones_of_members_are_refused(cli: Cli, office: Path) -> None:
    for kind, text in {"usage": "member_id,month,product\n13800000001,2025-05,data\n",
                       "contacts": "member_id,campaign_id\n13800000001,x\n",
                       "responses": "member_id,campaign_id\nANN@x.org,x\n"}.items():  # fmt: skip
        said = put(cli, kind, text)
        assert "--map 'member_id=" in said, kind
        assert "nothing was kept" in said


def test_unmatched_opt_outs_stop_a_list(ok: Cli, cli: Cli, office: Path, tmp_path: Path) -> None:
    Path("n.toml").write_text(PLAN.format("sms"))
    put(ok, "optouts", "phone,channel\n13800000009,email\n13800000008,email\n")
    ok("target", "n.toml")
    assert cli("approve", "n", "--allow", "size").code == 0, "no opt-out of another channel stops it"
    put(ok, "optouts", "phone,channel\n13800000003,sms\n13800000009,sms\n")
    said = cli("export", "n")
    assert said.code == 4
    assert "1 of 2 opt-outs of its channels, or of all, match no member (first: '+8613800000009')" in said.err
    assert "--allow unmatched-optouts" in said.err
    (tmp_path / "attitude.toml").write_text('[load]\nregion = "CN"\n[check]\nunmatched_optouts = 0.5\n')
    assert "unmatched" not in cli("export", "n").err
    put(ok, "optouts", "phone,channel\n???,sms\n13800000002,sms\n")
    assert "match no member (first: '???')" in cli("export", "n").err, "one that cannot be read may be anybody's"
    (tmp_path / "attitude.toml").write_text('[load]\nregion = "CN"\n[check]\nunmatched_optouts = 1\n')
    assert "unmatched" not in cli("export", "n").err


def test_a_refused_file_stops_lists_until_it_comes_mended(ok: Cli, cli: Cli, office: Path) -> None:
    Path("n.toml").write_text(PLAN.format("sms"))
    ok("target", "n.toml")
    put(cli, "optouts", "who\n1\n", name="stops_05.csv")
    put(ok, "optouts", "member_id\n2\n", name="stops_04.csv")
    for command in ("approve", "export"):
        said = cli(command, "n")
        assert said.code == 4
        assert "opt-outs of stops_05.csv were refused, so it is not known who refuses" in said.err
    assert cli("approve", "n", "--allow", "refused-optouts", "--allow", "opt-out").code == 0
    put(ok, "optouts", "member_id\n1\n", name="stops_05.csv")
    assert "refused" not in cli("export", "n").err


@pytest.mark.parametrize(
    ("region", "written", "phone"),
    [
        ("DE", "4915123456781", "+4915123456781"),  # which else is a number in some town of 4915
        ("DE", "015123456781", "+4915123456781"),
        ("DE", "4930123456", "+4930123456"),
        ("CN", "8613800000001", "+8613800000001"),
        ("US", "12015550123", "+12015550123"),
        ("RU", "79161234567", "+79161234567"),
    ],
)
def test_a_mobile_with_its_country_code_needs_no_sign(
    region: str, written: str, phone: str, workspace: Workspace
) -> None:
    make_e164(workspace, f"(select '{written}' as phone)", region)
    assert workspace.rows("select e164 from phones") == [(phone,)]


def test_mobiles_that_were_misread_meet_opt_outs(workspace: Workspace, tmp_path: Path) -> None:
    file, how = tmp_path / "file.csv", LoadOptions(region="DE")
    file.write_text("member_id,phone\n1,4915123456781\n2,493012345678\n", encoding="utf-8")
    load_file(workspace, "members", file, how)
    workspace.rows("update store.members set phone = '+494915123456781' where member_key = 1")  # of an earlier version
    file.write_text("phone\n4915123456781\n", encoding="utf-8")
    load_file(workspace, "optouts", file, how)
    assert workspace.rows("select member_id, phone from members order by 1") == [
        ("1", "+4915123456781"), ("2", "+493012345678")
    ]  # fmt: skip
    assert workspace.rows("select member_id from optouts") == [("1",)]


ROWS_REFUSED = {
    "a column too many": ("optouts", "member_id,channel,opted_out_on\n1,sms,2025-01-01,x\n", True),
    "a column too few": ("optouts", "member_id,channel,opted_out_on\n1,sms\n", True),
    "nobody named": ("optouts", "member_id,channel,opted_out_on\n,sms,2025-01-01\n", True),
    "a shortened id": ("optouts", "member_id,channel,opted_out_on\n1.2E+9,sms,2025-01-01\n", True),
    "an opt-in of no day": ("optouts", "member_id,channel,opted_out_on,action\n1,sms,never,in\n", False),
    "a footer": ("optouts", "member_id,channel,opted_out_on\nTotal,1,\n", False),
    "a reply of two cells": ("responses", "member_id,campaign_id,kind\n1,c,STOP,please\n", True),
    "a reply of nobody": ("responses", "member_id,campaign_id,kind\n1.2E+9,c,STOP\n", True),
    "an answer of nobody": ("responses", "member_id,campaign_id,kind\n1.2E+9,c,order\n", False),
}


@pytest.mark.parametrize("name", few(ROWS_REFUSED))
def test_a_refused_row_that_may_refuse_holds_every_list(name: str, workspace: Workspace, tmp_path: Path) -> None:
    kind, text, holds = ROWS_REFUSED[name]
    file, how = tmp_path / "said.csv", LoadOptions(max_rejects=1)
    good = {"optouts": "2,sms,2025-01-01", "responses": "2,c,order"}[kind] + ",out" * ("action" in text)
    file.write_text(f"{text}{good}\n", encoding="utf-8")
    for _ in range(2):  # what it brings again changes nothing
        notes = load_file(workspace, kind, file, how).notes
        assert workspace.result("check/refused_optouts")["file"].to_list() == ["said.csv"] * holds
    assert not any("may say stop" in note for note in notes), "it was told the first time"
    rejects = tmp_path / "said.csv.rejects.csv"
    if holds:
        rejects.write_text(f"{text.splitlines()[0]}\n{good.replace('2', '3', 1)}\n", encoding="utf-8")
        load_file(workspace, kind, rejects, how)
    assert workspace.result("check/refused_optouts").is_empty()


def test_who_opts_out_after_the_list_went_out_is_withdrawn(ok: Cli, office: Path) -> None:
    assert sent(ok) == "1 2 3 4"
    with Workspace(office, read_only=True) as workspace:
        (list_id,) = workspace.row("select list_id from lists")
        before = workspace.rows("from list_members order by all")
    ok("withdraw", "n", "-o", "none.csv")
    head = Path("list.csv").read_text().splitlines()[0]
    assert Path("none.csv").read_text().splitlines() == [head]
    told = put(ok, "optouts", "phone,channel\n13800000002,sms\n13800000003,email\n")
    words = f"list {list_id} is handed over, and 1 of it have opted out since: 'attitude withdraw {list_id} -o FILE'"
    assert words in told
    assert words in ok("status").err + ok("status").out
    ok("withdraw", "n", "-o", "stop.csv")
    assert [row["member_id"] for row in csv.DictReader(Path("stop.csv").read_text().splitlines())] == ["2"]
    ok("withdraw", list_id, "-o", "stop.jsonl", "--layout", "sms")
    assert json.loads(Path("stop.jsonl").read_text())["phone"] == "+8613800000002"
    assert "1 have opted out" in ok("withdraw", "n").err
    found = attitude.open(office).withdraw("n", "door.csv")
    assert found.members == ("2",)
    assert Path("door.csv").read_bytes() == Path("stop.csv").read_bytes()
    with Workspace(office, read_only=True) as workspace:
        assert workspace.rows("from list_members order by all") == before
        assert workspace.rows("select rows_out, detail from runs where step = 'withdraw' order by run_id") == [
            (0, "none.csv"), (1, "stop.csv"), (1, "stop.jsonl"), (1, "looked at"), (1, "door.csv")]  # fmt: skip


def test_only_lists_that_went_out_are_withdrawn_from(ok: Cli, cli: Cli, office: Path) -> None:
    Path("n.toml").write_text(PLAN.format("sms"))
    ok("target", "n.toml")
    said = cli("withdraw", "n", "-o", "stop.csv")
    assert said.code == 2
    assert "is a draft, so nobody has it" in said.err
    assert not Path("stop.csv").exists()


def test_who_is_erased_stays_out_and_unknown(ok: Cli, office: Path) -> None:
    put(ok, "optouts", "phone,channel\n13800000001,sms\n13800000004,sms\n")
    ok("erase", "1", "4", "--yes")
    assert "13800000001" not in str(asked(ok, "from address_optouts"))
    told = put(ok, "optouts", "phone,channel\n13800000001,call\n")
    assert "not matched" not in told
    assert "13800000001" not in str(asked(ok, "from address_optouts"))
    assert sent(ok) == "2 3", "the other who has the phone is protected still"
    ok("verify")
    put(ok, "members", "member_id,phone\n11,13800000001\n")
    assert asked(ok, "select phone from members where member_id = '11'") == [""]
    ok("erase", "--readmit", "13800000001", "--yes")
    put(ok, "members", "member_id,phone\n11,13800000001\n", name="again.csv")
    assert asked(ok, "select member_id, channel from optouts order by all") == ["11,call", "11,sms", "5,sms"]


def test_rows_of_erased_addresses_are_left_out(ok: Cli, office: Path) -> None:
    ok("erase", "1", "--yes")
    told = put(ok, "usage", "phone,month,product,revenue\n13800000001,2025-05,data,10\n13800000002,2025-05,data,10\n")
    assert "rows of erased members, kept out: 1" in told
    assert asked(ok, "select member_id from usage") == ["2"]


def test_an_address_that_somebody_erased_gave_up_stays_closed(ok: Cli, office: Path) -> None:
    put(ok, "optouts", "phone\n13800000001\n")
    put(ok, "members", "member_id,phone\n1,13800000011\n")
    ok("erase", "1", "--yes")
    assert "13800000001" not in str(asked(ok, "from address_optouts"))
    put(ok, "members", "member_id,phone\n2,13800000001\n")
    assert sent(ok) == "3 4"
    ok("verify")


@pytest.mark.slow
def test_a_load_by_address_is_taken_back(ok: Cli, cli: Cli, office: Path) -> None:
    put(ok, "optouts", "phone\n13800000001\n13800000009\n")
    put(ok, "optouts", "phone\n+86 138 0000 0001\n13800000002\n")
    said = cli("undo", "3", "--yes")
    assert said.code == 2
    assert "said them again" in said.err, "without it the second would be half"
    ok("undo", "--yes")
    assert asked(ok, "select member_id from optouts") == ["1"]
    put(ok, "usage", "phone,month,product,revenue\n13800000009,2025-05,data,10\n")
    put(ok, "members", "member_id,phone\n9,13800000009\n")
    assert "cannot be undone" in cli("undo", "--yes").err
    ok("undo", "5", "--yes")
    assert asked(ok, "from usage") == []
    ok("undo", "3", "--yes")
    assert asked(ok, "from address_optouts") == []
    ok("verify")


def test_a_trial_keeps_no_refusal(ok: Cli, cli: Cli, office: Path) -> None:
    put(cli, "optouts", "who\n1\n", "--dry-run")
    put(ok, "optouts", "phone\n13800000001\n", "--dry-run")
    assert asked(ok, "select step from runs where step like '%optouts'") == []
    assert asked(ok, "from address_optouts") == []


@pytest.mark.slow
def test_addresses_as_mail_programs_write_them_are_known(office: Path, ok: Cli) -> None:
    said = put(ok, "optouts", "email\nmailto:ann@x.org\nBo B. <BO@x.org>\n<c@x.org>;\nSMTP:shared@x.org\n")
    assert "not matched" not in said
    found = json.loads(ok("query", "select address, members from address_optouts order by 1", "--format", "json").out)
    assert [(row["address"], row["members"]) for row in found] == [
        ("ann@x.org", 1), ("bo@x.org", 1), ("c@x.org", 1), ("shared@x.org", 2)
    ]  # fmt: skip
    said = put(ok, "optouts", "email\n<d@x.org> <e@x.org>\n")
    assert "addresses of opt-outs that cannot be read, held as they are written: 1" in said
    put(ok, "members", "member_id,email\n6,Fay <Fay@x.org>\n")
    told = ok("query", "select email from members where member_id = '6'", "--format", "csv").out
    assert told.split() == ["email", "Fay@x.org"]


def test_a_reply_that_says_stop_is_heard_of_all_that_its_row_names(office: Path, ok: Cli) -> None:
    rows = ["zz,13800000001,,p1,STOP", ",13999999999,bo@x.org,p1,STOP", ",13800000003,,p1,order"]
    put(ok, "responses", "\n".join(["member_id,phone,email,campaign_id,kind", *rows]))
    told = ok("query", "select distinct member_id from optouts order by 1", "--format", "csv").out
    assert set(told.split()) & {"1", "2", "3", "zz"} == {"1", "2", "zz"}


def test_a_text_beside_the_state_is_heard_where_it_says_stop(office: Path, ok: Cli) -> None:
    rows = [
        "13800000001,p1,received,Please STOP",
        "13800000002,p1,received,TD",
        "13800000003,p1,delivered,Concert this weekend! Reply STOP to opt out",
    ]
    said = put(ok, "responses", "\n".join(["phone,campaign_id,kind,Body", *rows]))
    assert "left aside, but where a reply in them says stop it is heard: Body\n" in said
    assert "kinds read as opt-outs for what they say: Please STOP 1;" in said
    told = ok("query", "select distinct member_id from optouts order by 1", "--format", "csv").out
    assert told.split() == ["member_id", "1", "2"]

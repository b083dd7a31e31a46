"""Members files as offices keep them: who left, cells left blank, phones that are none, addresses that many share."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from conftest import Cli, Load, once

import attitude
from attitude.database import Flow, Workspace
from attitude.emails import in_ascii
from attitude.errors import BadDataError
from attitude.load import LoadOptions, load_file

PLAN = '[campaign]\nid = "n"\nstarts_on = 2026-02-01\n[[offer]]\nchannel = "{}"\n'


def write(folder: Path, name: str, *lines: str) -> str:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def contacted(folder: Path, ids: list[str], channel: str = "sms") -> str:
    """Write a past of three campaigns, of which the first and the third were answered."""
    rows = [f"{i},past{k},2025-0{k}-01 10:00,{channel},{k % 2}" for i in ids for k in (1, 2, 3)]
    return write(folder, "past.csv", "member_id,campaign_id,contacted_at,channel,responded", *rows)


def targeted(ok: Cli, folder: Path, channel: str = "sms") -> str:
    """Score and target, and give what was said."""
    ok("score")
    (folder / "plan.toml").write_text(PLAN.format(channel), encoding="utf-8")
    return ok("target", "plan.toml", "--force").err


def on_list(ok: Cli) -> list[str]:
    return ok("query", "select member_id from list_members order by 1", "--format", "csv").out.split()[1:]


# Who is missing from the whole base


@once
def base(ok: Cli, folder: Path) -> None:
    ok("init")
    ok(
        "load",
        "members",
        write(folder, "members_1.csv", "member_id,phone", *(f"{n},+86138000000{n}" for n in range(10, 30))),
    )
    ok("load", "contacts", contacted(folder, [str(n) for n in range(10, 30)]))


def test_who_is_missing_leaves_the_lists(ok: Cli, tmp_path: Path) -> None:
    base(ok, tmp_path)
    whole = write(tmp_path, "members_2.csv", "member_id,phone", *(f"{n},+86138000000{n}" for n in range(12, 31)))
    said = ok("load", "members", whole, "--full-list").err
    assert "members_2.csv: members no longer in the file: 2 (10, 11); they are on no list from now on\n" in said
    said = targeted(ok, tmp_path)
    assert on_list(ok) == [str(n) for n in range(12, 31)]
    funnel = ok("query", "select rule, excluded from list_funnel where excluded > 0", "--format", "csv").out
    assert funnel == "rule,excluded\nno longer a member,2\n"
    assert "missing from members_2.csv, which is the whole base" in ok("why", "n", "10", "--format", "csv").out
    assert "members who left" in ok("status").out
    assert ok("query", "select member_id, file from former_members order by 1", "--format", "csv").out == (
        "member_id,file\n10,members_2.csv\n11,members_2.csv\n"
    )
    ok("verify")


@pytest.mark.slow
def test_who_comes_back_is_a_member_again(ok: Cli, tmp_path: Path) -> None:
    base(ok, tmp_path)
    ids = [n for n in range(10, 30) if n != 17]
    ok("load", "members", write(tmp_path, "b.csv", "member_id", *map(str, ids)), "--full-list")
    assert ok("query", "select count(*) from former_members", "--format", "csv").out.split()[1] == "1"
    said = ok("load", "members", write(tmp_path, "c.csv", "member_id,city", "17,Bonn")).err
    assert "members who are back: 1 (17)" in said
    targeted(ok, tmp_path)
    assert "17" in on_list(ok)
    # the file before it, taken again, is the whole base once more
    assert "members no longer in the file: 1 (17)" in ok("load", "members", "b.csv", "--full-list").err


@pytest.mark.slow
def test_a_list_of_before_is_not_handed_over_to_who_left(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    base(ok, tmp_path)
    targeted(ok, tmp_path)
    ok("load", "members", write(tmp_path, "b.csv", "member_id", *map(str, range(11, 30))), "--full-list")
    said = cli("export", "n", "--allow", "expired", "-o", "n.csv")
    assert said.code != 0
    assert "1 of its members are members no longer (first: 10, missing from b.csv)" in said.err
    ok("export", "n", "--allow", "expired", "--allow", "former-member", "-o", "n.csv")
    with (tmp_path / "n.csv").open(encoding="utf-8") as file:
        assert sorted(row["member_id"] for row in csv.DictReader(file)) == [str(n) for n in range(11, 30)]
    assert "no longer a member (missing from b.csv)" in ok("why", "n", "10").out


@pytest.mark.slow
def test_too_many_missing_are_refused(ok: Cli, cli: Cli, tmp_path: Path) -> None:
    ok("init")
    ok("load", "members", write(tmp_path, "a.csv", "member_id", *(f"m{n:03}" for n in range(100))))
    part = write(tmp_path, "b.csv", "member_id", *(f"m{n:03}" for n in range(70)))
    said = cli("load", "members", part, "--full-list")
    assert said.code == 3
    assert "b.csv: 30 of 100 members are missing from what is to be the whole base (m070, m071," in said.err
    assert ok("query", "select count(*) from former_members", "--format", "csv").out.split()[1] == "0"
    assert "no longer in the file: 30" in ok("load", "members", part, "--full-list", "--max-missing", "0.3").err
    few = write(tmp_path, "c.csv", "member_id", *(f"m{n:03}" for n in range(68)))
    assert cli("load", "members", few, "--full-list", "--max-missing", "0.02").code == 3, "a share asked for is kept to"


def test_who_stands_in_a_refused_row_is_not_missing(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    ok("load", "members", write(tmp_path, "a.csv", "member_id,joined_on", "1,2020-01-01", "2,2020-01-01"))
    bad = write(tmp_path, "b.csv", "member_id,joined_on", "1,2020-01-01", "2,soon")
    assert "no longer" not in ok("load", "members", bad, "--full-list", "--max-rejects", "0.9").err


@pytest.mark.parametrize(
    ("lines", "is_told"), [(["1", "9"], True), (["1", "2", "3"], False), (["7", "8", "9"], False), (["1"], False)]
)
def test_a_file_like_the_base_tells_who_is_not_in_it(ok: Cli, tmp_path: Path, lines: list[str], is_told: bool) -> None:
    ok("init")
    ok("load", "members", write(tmp_path, "a.csv", "member_id", "1", "2", "3"))
    said = ok("load", "members", write(tmp_path, "b.csv", "member_id", *lines)).err
    assert ("members known who are not in this file: 2 of 3 (2, 3);" in said) == is_told
    assert ok("query", "select count(*) from former_members", "--format", "csv").out.split()[1] == "0"


@pytest.mark.slow
def test_the_settings_say_it_for_every_month(ok: Cli, tmp_path: Path) -> None:
    """By the command line, from Python, and in the monthly job."""
    ok("init")
    (tmp_path / "attitude.toml").write_text("[load]\nfull_list = true\nkeep_blank = true\n", encoding="utf-8")
    ok("load", "members", write(tmp_path, "a.csv", "member_id,city", "1,Bonn", "2,Köln", "3,Ulm"))
    assert (
        "no longer in the file: 1 (3)"
        in ok("load", "members", write(tmp_path, "b.csv", "member_id,city", "1,", "2,")).err
    )
    (found,) = attitude.open(tmp_path / "attitude.duckdb").load(
        "members", write(tmp_path, "c.csv", "member_id", "1", "3")
    )
    assert "members no longer in the file: 1 (2); they are on no list from now on" in found.notes
    (tmp_path / "inbox").mkdir()
    write(tmp_path / "inbox", "members_d.csv", "member_id", "1", "2")
    (tmp_path / "month.toml").write_text('month = "2026-11"\n[load]\n', encoding="utf-8")
    assert "members no longer in the file: 1 (3)" in ok("run", "month.toml").err
    assert ok("query", "select member_id, city from members order by 1", "--format", "csv").out == (
        "member_id,city\n1,Bonn\n2,Köln\n3,Ulm\n"
    )


@pytest.mark.parametrize("option", [["--full-list"], ["--keep-blank"], ["--max-missing", "0.1"]])
def test_it_goes_with_members_alone(cli: Cli, ok: Cli, tmp_path: Path, option: list[str]) -> None:
    ok("init")
    said = cli("load", "usage", write(tmp_path, "u.csv", "member_id,month,product", "1,2026-01,x"), *option)
    assert (said.code, said.err) == (2, f"error: {option[0]} goes with members, not with usage\n")


# Blank cells


@pytest.mark.slow
def test_blank_cells_empty_what_was_known_and_are_counted(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    ok(
        "load",
        "members",
        write(tmp_path, "a.csv", "member_id,phone,city", "1,+8613800000001,Bonn", "2,+8613800000002,Ulm"),
    )
    blank = write(tmp_path, "b.csv", "member_id,phone,city", "1,,", "2,None,Köln")
    said = ok("load", "members", blank, "--keep-blank").err
    assert "emptied" not in said
    shown = ("query", "select phone, city from members order by member_id", "--format", "csv")
    assert ok(*shown).out == "phone,city\n+8613800000001,Bonn\n+8613800000002,Köln\n"
    said = ok("load", "members", blank).err
    assert "cells emptied, as they are in the file: 3 (city 1, phone 2); --keep-blank keeps what is known\n" in said
    assert ok(*shown).out == "phone,city\n,\n,Köln\n"


# Phones that are none


NONE = ["None", "-", "(null)", "<NA>", "unknown", "0", "1.38E+10", "1,38E+10", "无", "phone", "12", "000000000",
        "13800000009.5", "1234567890123456", "keine", "+", "n.v.", "13800000009,13800000010"]  # fmt: skip
NUMBERS = [
    "13800000009",
    "1003",
    "0171 1234567",
    "(030) 123-4567",
    "+49 171 1234567",
    "020.7946.0018",
    "5551234 ext 12",
]


@pytest.mark.slow
@pytest.mark.parametrize("region", [None, "CN"])
def test_no_phone_is_no_way_to_reach_anybody(ok: Cli, tmp_path: Path, region: str | None) -> None:
    ok("init")
    (tmp_path / "attitude.toml").write_text(f'[load]\nregion = "{region}"\n' if region else "", encoding="utf-8")
    people = [f'{n},"{phone}"' for n, phone in enumerate([*NONE, "13800138000"])]
    said = ok("load", "members", write(tmp_path, "m.csv", "member_id,phone", *people)).err
    assert f"no phone numbers, left out ((null), +, -, 0, 000000000, …): {len(NONE)}\n" in said
    ok("load", "contacts", contacted(tmp_path, [str(n) for n in range(len(people))]))
    targeted(ok, tmp_path)
    assert on_list(ok) == [str(len(NONE))]
    ok("export", "n", "--allow", "expired", "--layout", "sms", "-o", "n.csv")
    assert len((tmp_path / "n.csv").read_text().splitlines()) == 2


@pytest.mark.slow
def test_where_no_phone_is_one_nobody_is_written_to(ok: Cli, tmp_path: Path) -> None:
    ok("init")
    ok("load", "members", write(tmp_path, "m.csv", "member_id,phone", "1,None", "2,-"))
    ok("load", "contacts", contacted(tmp_path, ["1", "2"]))
    targeted(ok, tmp_path)
    assert on_list(ok) == []


@pytest.mark.parametrize("text", ["123", "12345", "10086", "12 34 56"])
def test_what_is_too_short_for_the_region_is_none(workspace: Workspace, tmp_path: Path, text: str) -> None:
    (tmp_path / "m.csv").write_text(f"member_id,phone\n1,{text}\n", encoding="utf-8")
    found = load_file(workspace, "members", tmp_path / "m.csv", LoadOptions(region="CN"))
    assert found.notes == (f"no phone numbers, left out ({text}): 1",)
    assert workspace.row("select phone from members") == (None,)


@pytest.mark.parametrize("text", NUMBERS)
def test_what_plainly_is_a_number_stays(workspace: Workspace, load: Load, text: str) -> None:
    load("members", "member_id,phone", f'1,"{text}"')
    (phone,) = workspace.row("select phone from store.addresses")
    assert phone in (text, "+491711234567")


@pytest.mark.slow
def test_a_workspace_of_before_sends_nothing_to_no_phone(ok: Cli, tmp_path: Path) -> None:
    """What an earlier version has kept as a phone is no way to reach anybody, and status says so."""
    ok("init")
    ok("load", "members", write(tmp_path, "m.csv", "member_id,phone", "1,+8613800000001", "2,+8613800000002"))
    ok("load", "contacts", contacted(tmp_path, ["1", "2"]))
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        workspace.rows("update store.members set phone = 'None' where member_key = 2")
    targeted(ok, tmp_path)
    assert on_list(ok) == ["1"]
    assert "members whose phone is no number, not reachable by it: 1; load them anew" in ok("status").err


# One form of an e-mail address


@pytest.mark.slow
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("max@münchen.de", "max@xn--mnchen-3ya.de"),
        ("MAX@MÜNCHEN.de", "max@xn--MNCHEN-3YA.de"),
        ("a@例子.中国", "A@xn--fsqu00a.xn--fiqs8s"),
        ("max@straße.de", "max@xn--strae-oqa.de"),
    ],
)
def test_a_domain_is_one_however_it_is_spelled(workspace: Workspace, load: Load, one: str, other: str) -> None:
    load("members", "member_id,email", f"1,{one}", f"2,{other}")
    assert workspace.row("select count(distinct email) from store.addresses") == (1,)
    load("contacts", "member_id,campaign_id,contacted_at,channel", "1,c,2025-01-01,email")
    load("optouts", "member_id,channel,opted_out_on", "1,email,2025-02-01")
    with Flow(workspace) as flow:
        flow.make("targeting/pool", member_key=None)
        flow.make("score/opted_out", as_of=None, not_after=None)
        flow.make("targeting/offers", offers='[{"plan": 1, "offer": 1, "number": 1, "channel": "email"}]')
        flow.make("targeting/verdicts")
        flow.add("targeting/opted_out", plan=1, step=1)
        assert workspace.rows("select distinct member_key from verdicts order by 1") == [(1,), (2,)]


def test_addresses_of_before_are_brought_to_it(workspace: Workspace, load: Load) -> None:
    load("members", "member_id,email", "1,a@x.de")
    workspace.rows("update store.members set email = 'a@münchen.de'")
    load("members", "member_id,email", "2,b@x.de")
    assert workspace.rows("select email from members order by member_id") == [("a@xn--mnchen-3ya.de",), ("b@x.de",)]


@pytest.mark.parametrize("email", ["a@x.de", "müller@x.de", "a@" + "ä" * 80 + ".de"])
def test_what_is_ascii_or_no_domain_stays(email: str) -> None:
    assert in_ascii(email) == email


# Addresses that many share


@once
def many(ok: Cli, folder: Path, count: int, shared: int, **cells: str) -> None:
    """Load members with phones and e-mail addresses of their own, the first of whom share a cell."""
    own = {"phone": "+86138{:08}", "email": "u{}@x.cn"}
    rows = [
        ",".join(
            [f"m{n:04}", *(cells.get(name, own[name].format(n)) if n < shared else own[name].format(n) for name in own)]
        )
        for n in range(count)
    ]
    ok("init")
    ok("load", "contacts", contacted(folder, [f"m{n:04}" for n in range(count)]))
    write(folder, "m.csv", "member_id,phone,email", *rows)


@pytest.mark.slow
@pytest.mark.parametrize("email", ["noemail@shop.cn", "keine@münchen.de"])
def test_a_stand_in_ties_no_draws(ok: Cli, tmp_path: Path, email: str) -> None:
    many(ok, tmp_path, 400, 240, email=email)
    said = ok("load", "members", "m.csv").err
    kept = in_ascii(email)
    assert f"phones and e-mail addresses that more than 20 members have, taken for nobody's: 1 ({kept} of 240);" in said
    assert "taken for nobody's" not in ok("load", "members", write(tmp_path, "o.csv", "member_id", "new")).err
    ok("score")
    plan = PLAN.format("sms") + "[holdout]\nshare = 0.2\n"
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    assert "where the plan says" not in ok("target", "plan.toml").err
    found = ok("query", "select count(*) from list_members where is_control", "--format", "csv").out.split()[1]
    assert 50 <= int(found) <= 110
    assert f"nothing is sent to {kept} (240 members); leave such cells empty" in ok("status").err
    ok("export", "n", "--allow", "expired", "-o", "n.csv")
    assert kept not in (tmp_path / "n.csv").read_text()


@pytest.mark.slow
def test_nothing_is_sent_to_a_stand_in(ok: Cli, tmp_path: Path) -> None:
    many(ok, tmp_path, 40, 25, phone="+8613800000000")
    ok("load", "members", "m.csv")
    targeted(ok, tmp_path)
    assert on_list(ok) == [f"m{n:04}" for n in range(25, 40)]
    assert ok("query", "select rule from list_funnel where excluded > 0", "--format", "csv").out.split("\n")[1] == (
        "not reachable by sms"
    )


def test_how_many_may_share_is_a_setting(ok: Cli, tmp_path: Path) -> None:
    many(ok, tmp_path, 40, 25, phone="+8613800000000")
    (tmp_path / "attitude.toml").write_text("[load]\nstand_in = 25\n", encoding="utf-8")
    assert "nobody's" not in ok("load", "members", "m.csv").err
    (tmp_path / "attitude.toml").write_text("[load]\nstand_in = 24\n", encoding="utf-8")
    assert "more than 24 members have" in ok("load", "members", "m.csv").err


@pytest.mark.slow
def test_a_holdout_far_from_the_plans_is_told(ok: Cli, tmp_path: Path) -> None:
    many(ok, tmp_path, 400, 240, email="noemail@shop.cn")
    (tmp_path / "attitude.toml").write_text("seed = 3\n[load]\nstand_in = 1000\n", encoding="utf-8")
    ok("load", "members", "m.csv")
    ok("score")
    (tmp_path / "plan.toml").write_text(PLAN.format("sms") + "[holdout]\nshare = 0.2\n", encoding="utf-8")
    said = [ok("target", "plan.toml", "--seed", seed).err for seed in range(4)]
    assert all("where the plan says 20 %: those who share a phone or e-mail draw as one" in words for words in said)


def test_the_whole_base_by_hand(workspace: Workspace, tmp_path: Path) -> None:
    """From Python, a file with too few is refused and leaves nothing."""
    file = tmp_path / "m.csv"
    file.write_text("member_id\n1\n2\n", encoding="utf-8")
    load_file(workspace, "members", file, LoadOptions())
    file.write_text("member_id\n1\n3\n", encoding="utf-8")
    with pytest.raises(BadDataError, match=r"1 of 2 members are missing .* \(2\), more than --max-missing 0.1"):
        load_file(workspace, "members", file, LoadOptions(full_list=True, max_missing=0.1))
    assert workspace.row("select count(*) from members") == (2,)

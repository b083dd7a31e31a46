"""What stops a list before it is sent: each check has a list that fails it, one that passes it, and a way past it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli

from attitude.check import CHECKS
from attitude.database import Workspace

PLAN = '[campaign]\nid = "{id}"\n{campaign}[[offer]]\nchannel = "{channel}"\n{offer}[limits]\nsize = {size}\n{extra}'
Plan = Callable[..., None]


@pytest.fixture
def target(ok: Cli, scored: Path, tmp_path: Path) -> Plan:
    """Build a list of the world's members."""

    def build(name: str = "next", channel: str = "sms", size: int = 40, **parts: str) -> None:
        told = {"campaign": "", "offer": "", "extra": "", **parts}
        path = tmp_path / f"{name}.toml"
        path.write_text(PLAN.format(id=name, channel=channel, size=size, **told), encoding="utf-8")
        ok("target", path)

    return build


def listed(path: Path, *, is_control: bool = False) -> list[str]:
    with Workspace(path, read_only=True) as workspace:
        query = "select member_id from list_members where is_control = ? order by rank, member_id"
        return [member for (member,) in workspace.rows(query, [is_control])]


def load_members(ok: Cli, folder: Path, column: str, values: dict[str, str]) -> None:
    rows = "".join(f"{member},{value}\n" for member, value in values.items())
    (folder / "more.csv").write_text(f"member_id,{column}\n{rows}", encoding="utf-8")
    ok("load", "members", "more.csv")


def exported(folder: Path, ok: Cli, *options: object) -> tuple[list[dict[str, Any]], str]:
    said = ok("export", "next", "-o", "next.jsonl", *options)
    rows = [json.loads(line) for line in (folder / "next.jsonl").read_text(encoding="utf-8").splitlines()]
    return rows, said.err


def is_blocked(cli: Cli, name: str, *words: str) -> None:
    """Every failed check is a line with its name; nothing is written, nothing noted."""
    said = cli("export", "next", "-o", "blocked.csv")
    assert said.code == 4
    errors = [line for line in said.err.splitlines() if line.startswith("error: ")]
    assert [line for line in errors if line.endswith(f"--allow {name}")] == errors, said.err
    assert all(word in said.err for word in words), said.err
    assert not Path("blocked.csv").exists()


def passes(folder: Path, ok: Cli, name: str) -> list[dict[str, Any]]:
    rows, told = exported(folder, ok, "--allow", name)
    assert f"with --allow {name}" in told
    return rows


def test_a_good_list_passes(ok: Cli, target: Plan, tmp_path: Path) -> None:
    target()
    rows, told = exported(tmp_path, ok)
    assert len(rows) == 40
    assert told.count("\n") == 1


@pytest.mark.slow
def test_all_that_is_wrong_is_told_at_once(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target(campaign="starts_on = 2026-01-01\nends_on = 2026-02-01\n")
    load_members(ok, tmp_path, "timezone", {listed(scored)[0]: "Moon"})
    said = cli("export", "next")
    assert said.code == 4
    assert said.err.count("error: next-") == 2
    assert "--allow expired" in said.err
    assert "--allow time-zone" in said.err
    said = cli("export", "next", "--allow", "expired")
    assert said.err.count("error: ") == 1
    assert "note: next-" in said.err
    ok("export", "next", "--allow", "expired", "--allow", "time-zone")


def test_unknown_checks_are_refused_with_the_nearest(cli: Cli, target: Plan) -> None:
    target()
    for name, words in {
        "optout": "did you mean 'opt-out'?",
        "zzz": "the checks are opt-out",
        "recalled": "target",
    }.items():
        said = cli("export", "next", "--allow", name)
        assert said.code == 2
        assert words in said.err


@pytest.mark.parametrize("is_shared", [False, True])
def test_opt_out(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path, is_shared: bool) -> None:
    """Who opts out after the list was made, or shares the phone of one who does, is never exported."""
    target()
    gone = listed(scored)[0]
    if is_shared:
        load_members(ok, tmp_path, "phone", {gone: "+8613900000001", "outsider": "+8613900000001"})
    (tmp_path / "optouts.csv").write_text(f"member_id,channel\n{'outsider' if is_shared else gone},sms\n")
    ok("load", "optouts", "optouts.csv")
    is_blocked(cli, "opt-out", "1 of its members", f"first: {gone}", "run 'attitude target' again")
    rows = passes(tmp_path, ok, "opt-out")
    assert len(rows) == 39
    assert gone not in {row["member_id"] for row in rows}
    manifest = json.loads((tmp_path / "next.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["exported"] == 39
    with Workspace(scored, read_only=True) as workspace:
        planned = {member for (member,) in workspace.rows("select member_id from planned_contacts")}
    assert planned == {row["member_id"] for row in rows}, "whom a file leaves out is not about to be contacted"


def test_an_opt_out_of_another_channel_is_fine(ok: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target()
    (tmp_path / "optouts.csv").write_text(f"member_id,channel\n{listed(scored)[0]},email\n")
    ok("load", "optouts", "optouts.csv")
    assert len(exported(tmp_path, ok)[0]) == 40


@pytest.mark.slow
def test_control_that_shares_a_phone(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target(extra="[holdout]\nshare = 0.3\n")
    member, control = listed(scored)[3], listed(scored, is_control=True)[0]
    load_members(ok, tmp_path, "phone", {member: "+8613900000001", control: "+8613900000001"})
    is_blocked(cli, "control", f"first: {member}")
    assert member not in {row["member_id"] for row in passes(tmp_path, ok, "control")}


@pytest.mark.slow
def test_control_of_all_campaigns(ok: Cli, cli: Cli, target: Plan, tmp_path: Path) -> None:
    """A universal control that is set after the list was made holds for its export."""
    target()
    (tmp_path / "attitude.toml").write_text("[control]\nshare = 0.3\n")
    is_blocked(cli, "control")
    kept = {row["member_id"] for row in passes(tmp_path, ok, "control")}
    assert 15 < len(kept) < 40
    ok("recall", "next")
    target()
    again = {row["member_id"] for row in exported(tmp_path, ok)[0]}
    assert len(again) == 40
    assert kept <= again


SAME = {"phone": "+8613900000001", "email": "x@example.com"}


@pytest.mark.slow
@pytest.mark.parametrize(("column", "channel"), [("phone", "call"), ("email", "email")])
def test_duplicates(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path, column: str, channel: str) -> None:
    target(channel=channel)
    load_members(ok, tmp_path, column, dict.fromkeys(listed(scored)[:2], SAME[column]))
    is_blocked(cli, f"duplicate-{column}", "2 of its members share")
    assert len(passes(tmp_path, ok, f"duplicate-{column}")) == 40


@pytest.mark.slow
@pytest.mark.parametrize(("column", "channel"), [("phone", "email"), ("email", "sms"), ("phone", "app")])
def test_duplicates_of_what_the_channel_does_not_use(
    ok: Cli, scored: Path, target: Plan, tmp_path: Path, column: str, channel: str
) -> None:
    target(channel=channel)
    load_members(ok, tmp_path, column, dict.fromkeys(listed(scored)[:2], SAME[column]))
    assert len(exported(tmp_path, ok)[0]) == 40


@pytest.mark.slow
def test_duplicate_household(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target()
    load_members(ok, tmp_path, "household_id", dict.fromkeys(listed(scored)[:2], "h1"))
    is_blocked(cli, "duplicate-household", "limits.per_household = 1")
    assert len(passes(tmp_path, ok, "duplicate-household")) == 40
    ok("recall", "next")
    target(extra="per_household = 2\n")
    assert len(exported(tmp_path, ok)[0]) == 40


@pytest.mark.slow
def test_missing_address(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target()
    member = listed(scored)[0]
    with Workspace(scored) as workspace:
        workspace.rows("update store.members set phone = null where member_key = "
                       "(select member_key from store.persons where member_id = ?)", [member])  # fmt: skip
    is_blocked(cli, "missing-address", f"first: {member}")
    assert len(passes(tmp_path, ok, "missing-address")) == 40
    ok("recall", "next")
    with Workspace(scored) as workspace:
        workspace.rows("update store.members set phone = null")
    target()
    assert len(exported(tmp_path, ok)[0]) == 40, "where no file has phones, a gateway knows them"


@pytest.mark.slow
def test_time_zone(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target()
    members = listed(scored)
    load_members(ok, tmp_path, "timezone", {members[0]: "Asia/Shanghai", members[1]: "China time"})
    is_blocked(cli, "time-zone", "1 of its members", f"first: {members[1]}, 'China time'")
    assert len(passes(tmp_path, ok, "time-zone")) == 40


@pytest.mark.long
def test_size(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    """Three lists of other campaigns and the same channel say what is usual; two, or other channels, say nothing."""
    for number, channel in enumerate(["sms", "SMS", "email", "email", "email"], start=1):
        target(f"before{number}", channel=channel, size=20)
        ok("export", f"before{number}")
    target(size=100)
    exported(tmp_path, ok)
    ok("recall", "next")
    target("before6", size=30)
    ok("export", "before6")
    target(size=100)
    is_blocked(cli, "size", "100 contacts, where the last 3 lists like it had 20")
    assert len(passes(tmp_path, ok, "size")) == 100
    ok("recall", "next")
    target(size=6)
    is_blocked(cli, "size")
    target(size=60)
    assert len(exported(tmp_path, ok)[0]) == 60
    (tmp_path / "attitude.toml").write_text("[check]\nsize_factor = 2.5\n")
    is_blocked(cli, "size")


def age_loads(path: Path, days: int, kinds: str = "optouts") -> None:
    with Workspace(path) as workspace:
        workspace.rows("update loads set loaded_at = loaded_at - to_days(?) where kind = ?", [days, kinds])


def test_stale_optouts(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target()
    age_loads(scored, 13)
    exported(tmp_path, ok)
    age_loads(scored, 2)
    is_blocked(cli, "stale-optouts", "15 days ago", "attitude load optouts FILE")
    assert len(passes(tmp_path, ok, "stale-optouts")) == 40
    (tmp_path / "attitude.toml").write_text("[check]\noptouts_days = 20\n")
    exported(tmp_path, ok)


def test_replies_that_opt_out_are_news_of_optouts(
    ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path
) -> None:
    target()
    age_loads(scored, 20)
    reply = "member_id,campaign_id,responded_at,kind\nsomeone,x,2026-01-02,{}\n"
    (tmp_path / "responses.csv").write_text(reply.format("order"))
    ok("load", "responses", "responses.csv")
    is_blocked(cli, "stale-optouts")
    (tmp_path / "responses.csv").write_text(reply.format("STOP"))
    ok("load", "responses", "responses.csv")
    exported(tmp_path, ok)


def test_a_workspace_without_optouts_is_told_so(ok: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    with Workspace(scored) as workspace:
        workspace.rows("delete from loads where kind = 'optouts'")
    target()
    assert "note: next-" in (told := exported(tmp_path, ok)[1])
    assert "no opt-outs were ever loaded" in told


@pytest.mark.slow
def test_expired(ok: Cli, cli: Cli, target: Plan, tmp_path: Path) -> None:
    target(extra="[send]\nexpires_on = 2026-01-31\n")
    is_blocked(cli, "expired", "2026-01-31", "send.expires_on")
    assert len(passes(tmp_path, ok, "expired")) == 40
    ok("recall", "next")
    target(campaign="ends_on = 2026-01-31\n", extra="[send]\nexpires_on = 2999-01-31\n")
    exported(tmp_path, ok)


@pytest.mark.slow
def test_exported_before(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    target(size=30)
    ok("export", "next")
    ok("export", "next")
    with Workspace(scored, read_only=True) as workspace:
        first = workspace.row("select list_id from lists")[0]
    target(size=40)
    is_blocked(cli, "exported-before", f"'attitude recall {first}'")
    assert len(passes(tmp_path, ok, "exported-before")) == 40
    ok("recall", "next")
    ok("recall", first)
    target(size=40)
    exported(tmp_path, ok)


@pytest.mark.slow
def test_sms_length(ok: Cli, cli: Cli, scored: Path, target: Plan, tmp_path: Path) -> None:
    """A name of one Chinese sign makes a text UCS-2, of 70 signs instead of 160."""
    template = 'template = "Dear {nickname}, ' + "x" * 80 + '"\nunit_cost = 0.05\n'
    members = listed_after(ok, scored, target)
    load_members(ok, tmp_path, "nickname", {members[0]: "王", members[1]: "Al"})
    target(offer=template)
    is_blocked(cli, "sms-length", "1 of its members", "up to 2 for 1", f"first: {members[0]}", "1 of them in UCS-2")
    rows, told = exported(tmp_path, ok, "--allow", "sms-length")
    assert len(rows) == 40
    assert "the longest: 89 signs, 2 SMS; in all 41 SMS to 40 members, cost 2.05" in told
    ok("recall", "next")
    target(offer=template + "segments = 2\n")
    assert "in all 41 SMS to 40 members, cost 1.02" in exported(tmp_path, ok)[1], "unit_cost pays for two SMS"


def listed_after(ok: Cli, scored: Path, target: Plan) -> list[str]:
    target()
    return listed(scored)


def test_a_template_with_a_column_that_nobody_has(cli: Cli, scored: Path, tmp_path: Path) -> None:
    parts = {"campaign": "", "offer": 'template = "Dear {nmae}"\n', "extra": ""}
    (tmp_path / "next.toml").write_text(PLAN.format(id="next", channel="sms", size=40, **parts))
    said = cli("target", "next.toml")
    assert said.code == 2
    assert "offer.template: members have no column 'nmae' (did you mean 'name'?)" in said.err


def test_a_template_is_a_text_and_nothing_else(ok: Cli, target: Plan, tmp_path: Path) -> None:
    """Quotes, braces and SQL in it are letters."""
    target(offer="template = \"it's {member_id}'; drop table runs; -- {} {{Region}\"\n")
    assert "GSM-7" in exported(tmp_path, ok)[1]


SEGMENTS = {
    "x" * 160: (160, 1), "x" * 161: (161, 2), "x" * 306: (306, 2), "x" * 307: (307, 3),
    "€": (2, 1), "x" * 158 + "€": (160, 1), "x" * 159 + "€": (161, 2), "€" * 80: (160, 1), "€" * 81: (162, 2),
    "{[~]}|\\^": (16, 1), "\f": (2, 1), "line\nline\r": (10, 1), "Ünïq".replace("ï", "i"): (4, 1), "": (0, 1),
    "信" * 70: (70, 1), "信" * 71: (71, 2), "信" * 134: (134, 2), "信" * 135: (135, 3),
    "😀": (2, 1), "信" * 68 + "😀": (70, 1), "信" * 69 + "😀": (71, 2), "`": (1, 1), "ç" + "x" * 70: (71, 2),
    # a sign that counts two is not broken: 153 - 1 units, then the pair goes to the next
    "x" * 152 + "€" + "x" * 151: (305, 2), "x" * 152 + "€" + "x" * 152: (306, 3), "x" * 151 + "€" + "x" * 153: (306, 2),
    "信" * 66 + "😀" + "信" * 65: (133, 2), "信" * 66 + "😀" + "信" * 66: (134, 3),
}  # fmt: skip


def test_segments(scored: Path) -> None:
    with Workspace(scored, read_only=True) as workspace:
        for text, expected in SEGMENTS.items():
            assert workspace.row("select sms_units(?), sms_segments(?)", [text, text]) == expected, text


def test_the_whole_alphabet(scored: Path) -> None:
    plain = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    plain += "abcdefghijklmnopqrstuvwxyzäöñüà"
    assert len(plain) == 127
    others = [chr(code) for code in range(32, 0x3000) if chr(code) not in plain + "^{}\\[~]|€"]
    with Workspace(scored, read_only=True) as workspace:
        assert workspace.row("select sms_is_gsm(?), sms_count_double(?)", [plain, plain]) == (True, 0)
        assert workspace.rows("select x from unnest(?) as t (x) where sms_is_gsm(x)", [others]) == []


def test_every_check_is_told_in_one_line() -> None:
    for check in CHECKS.values():
        assert "\n" not in check.words + check.cure

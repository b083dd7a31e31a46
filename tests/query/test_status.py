"""What is odd in a history is named by `attitude status`, with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli, few

HEAD = "member_id,campaign_id,contacted_at,channel,gift,responded,responded_at\n"
PLAIN = "".join(
    f"m{i},{campaign},2026-0{month}-0{1 + i % 5} 10:00,sms,coupon,{int(i % 4 == 0)},\n"
    for campaign, month in (("one", 1), ("two", 3))
    for i in range(40)
)


def contacts(campaign: str, answers: str, count: int = 20, **more: str) -> str:
    channel, day = more.get("channel", "sms"), more.get("day", "2026-02-01 10:00")
    return "".join(f"m{i},{campaign},{day},{channel},coupon,{answers},\n" for i in range(count))


@pytest.mark.parametrize(
    ("rows", "words"),
    few(
        [
            (contacts("three", "0"), "campaigns that nobody answered directly: 1; load their responses"),
            (contacts("three", "1"), "campaigns that everybody answered directly: 1; load all their contacts"),
            (contacts("three", "0", 1), "campaigns with fewer than ten contacts: 1; they teach next to nothing"),
            (contacts("three", "1") + contacts("three", "1", channel="email"), "contacted twice at the same moment"),
            (contacts("three", "0", 1, channel="pigeon"), "elements met in a single contact: 1; check their spelling"),
            (
                contacts("three", "0", day="2199-01-01 10:00"),
                "contacts and responses dated after today: 20; mend the dates",
            ),
        ]
    ),
)
def test_what_is_odd_is_named(ok: Cli, tmp_path: Path, rows: str, words: str) -> None:
    (tmp_path / "contacts.csv").write_text(HEAD + PLAIN + rows)
    ok("init")
    ok("load", "contacts", "contacts.csv")
    ok("score", "--as-of", "2026-06-30")
    assert words in ok("status").err


@pytest.mark.slow
def test_a_response_before_its_contact_is_named(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(HEAD + PLAIN)
    (tmp_path / "responses.csv").write_text("member_id,campaign_id,responded_at\nm1,one,2025-12-24 10:00\n")
    ok("init")
    ok("load", ".")
    ok("score")
    assert "responses earlier than any contact of their campaign, not used by the scores: 1" in ok("status").err


@pytest.mark.slow
def test_a_single_campaign_teaches_no_constants(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(HEAD + PLAIN[: len(PLAIN) // 2])
    ok("init")
    ok("load", "contacts", "contacts.csv")
    ok("score", "--as-of", "2026-06-30")
    said = ok("status").err
    assert "campaigns in all: 1; with a single one there is nothing to learn constants from" in said
    assert "history is too short to learn from" in said
    assert "no attribute to learn look-alikes from" in said


@pytest.mark.slow
def test_attributes_that_nothing_was_learned_of_are_trusted_as_the_settings_say(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(HEAD + PLAIN[: len(PLAIN) // 2])
    (tmp_path / "members.csv").write_text("member_id,tier\n" + "".join(f"m{i},{'ab'[i % 2]}\n" for i in range(40)))
    ok("init")
    ok("load", "members", "members.csv")
    ok("load", "contacts", "contacts.csv")
    ok("score", "--as-of", "2026-06-30")
    assert "attributes are trusted: tier 0.70" in ok("status").err


@pytest.mark.slow
def test_an_unknown_timezone_is_named(ok: Cli, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(HEAD + PLAIN)
    (tmp_path / "members.csv").write_text("member_id,timezone\nm1,Asia/Shanghai\nm2,Shangri-La\n")
    ok("init")
    ok("load", ".")
    ok("score")
    assert "members whose timezone is not known: 1; write it as Asia/Shanghai" in ok("status").err

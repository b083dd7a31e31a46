"""Short ways of a load, each against the long one: a file of plain letters, and members where nobody is known yet."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import few

from attitude.database import Row, Workspace
from attitude.load import LoadOptions, LoadResult, load_file, sources

HEAD = "member_id,city\n"
BODY = HEAD + '007,\t Paris \n008 ,"  "\n"009\t","New  York\n"\n010,NULL\n011,""\n012, 北京\n013,Köln\n014,Привет \n'
ODD = ["\u00a0", "\u3000", "\ufeff", "e\u0301", "ｶﾞ", "が", "한", "💛", "\u212b"]


@pytest.mark.parametrize("text", ["Paris", "北京", "Köln", "Привет", " \t"])
def test_ascii_and_letters_of_one_form_are_plain(text: str, tmp_path: Path) -> None:
    assert is_plain(tmp_path, f"{HEAD}1,{text}\n")
    assert is_plain(tmp_path, f"\ufeff{HEAD}1,{text}\n")


@pytest.mark.parametrize("odd", ODD, ids=ascii)
def test_whatever_else_is_not_wherever_a_block_ends(odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for block in range(3, 40):
        monkeypatch.setattr(sources, "_BLOCK", block)
        assert not is_plain(tmp_path, f"{HEAD}1,北京\n2,Paris{odd}\n3,Oslo\n"), block
        assert is_plain(tmp_path, f"{HEAD}1,北京\n2,Paris\n3,Oslo\n"), block


def test_an_odd_blank_between_two_blocks_goes(tmp_path: Path) -> None:
    for split in (1, 2):
        text = HEAD + "1," + "x" * (sources._BLOCK - len(HEAD) - 2 - split) + "\u3000\n"
        assert text.encode()[sources._BLOCK - split :].startswith("\u3000".encode())
        ((_, city),) = members(tmp_path / str(split), text)
        assert city.endswith("x")


def test_json_is_never_plain_for_it_can_spell_any_letter(tmp_path: Path) -> None:
    assert not is_plain(tmp_path, '{"member_id": "1", "city": "Paris\\u00a0"}\n', ".jsonl")
    assert members(tmp_path / "json", '{"member_id": "1", "city": "Paris\\u00a0"}\n', ".jsonl") == [("1", "Paris")]


def test_an_encoding_that_is_told_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text(HEAD + "1,北京\n", encoding="gb18030")
    with sources.opened(path) as found, sources.opened(path, "gb18030") as told:
        assert not found.is_plain
        assert not told.is_plain


def test_plain_letters_have_one_form() -> None:
    """None is a blank, is written otherwise, or merges with the letter before it."""
    leads = [byte for byte in sources._PLAIN if byte >= 0xC0]
    plain = {c for c in map(chr, range(0x80, sys.maxunicode + 1)) if not 0xD800 <= ord(c) < 0xE000}
    plain = {c for c in plain if c.encode()[0] in leads}
    halves = [unicodedata.decomposition(chr(c)).split() for c in range(sys.maxunicode + 1)]
    merging = {chr(int(both[1], 16)) for both in halves if len(both) == 2 and not both[0].startswith("<")}
    assert not plain & merging
    assert not [c for c in plain if c.isspace() or unicodedata.combining(c) or not unicodedata.is_normalized("NFC", c)]


@pytest.mark.parametrize("odd", few(ODD, 3), ids=ascii)
def test_a_plain_file_reads_as_it_does_among_odd_letters(odd: str, tmp_path: Path) -> None:
    is_changed = unicodedata.normalize("NFC", odd).strip("\u00a0\u3000\ufeff") != odd
    assert is_plain(tmp_path, BODY)
    assert load(tmp_path / "alone", BODY).notes == told(8)
    assert load(tmp_path / "among", f"{BODY}zzz,{odd}\n").notes == told(8 + is_changed)
    ask = "select member_id, city from members where member_id <> 'zzz' order by all"
    assert rows_of(tmp_path / "among", ask) == rows_of(tmp_path / "alone", ask)


def told(count: int) -> tuple[str, ...]:
    return (f"texts trimmed, brought to one form, or words for a missing value: {count}",)


@pytest.mark.slow
def test_first_members_are_taken_as_any_others(tmp_path: Path) -> None:
    """The row said twice, or somebody known before, leads the long way."""
    rows = HEAD + "".join(f"{at},c{at % 7}\n" for at in range(5000, 1, -1)) + ",nobody\n"
    first = members(tmp_path / "first", rows)
    assert len(first) == 4999
    assert members(tmp_path / "twice", f"{rows}2,c2\n") == first
    load(tmp_path / "known", HEAD + "1,x\n", name="before.csv")
    assert members(tmp_path / "known", rows) == [("1", "x"), *first]


def test_first_members_keep_the_order_of_the_file_in_their_keys(tmp_path: Path) -> None:
    load(tmp_path, HEAD + "".join(f"{at},x\n" for at in range(9000, 0, -1)))
    keys = rows_of(tmp_path, "select member_id from store.persons order by member_key")
    assert [int(member) for (member,) in keys] == list(range(9000, 0, -1))
    assert rows_of(tmp_path, "select min(member_key), max(member_key) from store.members") == [(1, 9000)]


def is_plain(folder: Path, text: str, suffix: str = ".csv") -> bool:
    path = (folder / "plain").with_suffix(suffix)
    path.write_text(text, encoding="utf-8")
    with sources.opened(path) as source:
        return source.is_plain


def members(folder: Path, text: str, suffix: str = ".csv") -> list[Row]:
    load(folder, text, name=f"members{suffix}")
    return rows_of(folder, "select member_id, city from members order by member_id")


def load(folder: Path, text: str, name: str = "members.csv") -> LoadResult:
    from attitude.database import create

    folder.mkdir(exist_ok=True)
    if not (folder / "attitude.duckdb").exists():
        create(folder / "attitude.duckdb")
    (folder / name).write_text(text, encoding="utf-8")
    with Workspace(folder / "attitude.duckdb") as workspace:
        return load_file(workspace, "members", folder / name, LoadOptions(max_rejects=1))


def rows_of(folder: Path, sql: str) -> list[Row]:
    with Workspace(folder / "attitude.duckdb", read_only=True) as workspace:
        return workspace.rows(sql)

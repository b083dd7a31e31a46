"""Codes of members' own: of one person for good, made here or of a pool, and known again however they are typed."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from attitude.database import Workspace, create
from attitude.erase import erase, readmit
from attitude.errors import BadDataError, BlockedError, UsageError
from attitude.export import Handover, export
from attitude.list_status import approve, recall
from attitude.load import LoadOptions, LoadResult, load_file
from attitude.measure import Part, measure
from attitude.merge import merge
from attitude.plan import read_plan
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.status import status
from attitude.targeting import TargetResult, target, target_together
from attitude.undo import undo
from attitude.verify import verify
from attitude.why import why

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PLAN = """\
{codes}
[campaign]
id = "{campaign}"
product = "music"
[[offer]]
channel = "sms"
[holdout]
share = 0.2
[limits]
size = {size}
"""
OWN = 'codes = "member"'
POOL = 'codes_file = "pool.csv"'


def check_letter(body: str) -> str:
    """After Luhn in base 32, from the right."""
    total = 0
    for place, letter in enumerate(reversed(body)):
        worth = LETTERS.index(letter) * (1 if place % 2 else 2)
        total += worth // 32 + worth % 32
    return LETTERS[-total % 32]


def mistyped(code: str) -> str:
    """Another letter in the fourth place, after which the check digit is another."""
    return code[:3] + LETTERS[(LETTERS.index(code[3]) + 1) % 32] + code[4:]


@dataclass
class Desk:
    """A workspace with twelve members, opened anew for each act."""

    folder: Path

    def opened(self) -> Workspace:
        return Workspace(self.folder / "attitude.duckdb")

    def load(self, kind: str, head: str, *rows: str) -> LoadResult:
        path = self.folder / f"{kind}_{len(list(self.folder.iterdir()))}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        with self.opened() as workspace:
            return load_file(workspace, kind, path, LoadOptions(max_rejects=0))

    def plan(self, codes: str = OWN, campaign: str = "may", size: int = 4, extra: str = "") -> Path:
        path = self.folder / f"{campaign}.toml"
        path.write_text(PLAN.format(codes=codes, campaign=campaign, size=size) + extra, encoding="utf-8")
        return path

    def target(
        self, codes: str = OWN, campaign: str = "may", size: int = 4, extra: str = "", *, seed: int = 1, wave: int = 1
    ) -> TargetResult:
        plan = read_plan(self.plan(codes, campaign, size, extra))
        with self.opened() as workspace:
            return target(workspace, plan, seed, Settings(), force=True, wave=wave)

    def send(self, result: TargetResult, name: str = "sent.csv", how: Handover | None = None) -> list[dict[str, str]]:
        with self.opened() as workspace:
            export(workspace, result.list_id, "csv", self.folder / name, self.folder, how, allow=["size"])
        with (self.folder / name).open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def sent(self, codes: str = OWN, campaign: str = "may") -> dict[str, str]:
        return {row["member_id"]: row["code"] for row in self.send(self.target(codes, campaign))}

    def recalled(self, result: TargetResult) -> None:
        with self.opened() as workspace:
            recall(workspace, result.list_id, None)

    def codes(self, result: TargetResult) -> dict[str, str]:
        query = "select member_id, code from list_members where list_id = ? and code is not null order by rank"
        return dict(self.rows(query, [result.list_id]))

    def rows(self, query: str, values: list[object] | None = None) -> list[tuple[Any, ...]]:
        with self.opened() as workspace:
            return workspace.rows(query, values or [])

    def pool(self, *codes: str) -> None:
        (self.folder / "pool.csv").write_text("\n".join(["Code,note", *(f"{code}," for code in codes)]), "utf-8")

    def answered(self, *rows: str) -> LoadResult:
        return self.load("responses", "member_id,code,responded_at", *rows)

    def measured(self, part: Part = "codes", campaign: str = "may") -> pl.DataFrame:
        with self.opened() as workspace:
            return measure(workspace, campaign, part=part).table

    def sound(self) -> None:
        with self.opened() as workspace:
            assert not verify(workspace).faults


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = Desk(tmp_path_factory.mktemp("codes"))
    create(desk.folder / "attitude.duckdb")
    desk.load("members", "member_id,phone,code", *(f"m{n:02},10{n:02},own{n}" for n in range(1, 13)))
    desk.load("campaigns", "campaign_id,product,channel,starts_on,response_days", "old,music,sms,2026-04-01,10")
    rows = [f"m{n:02},old,2026-04-01 10:00" for n in range(1, 13)]
    desk.load("contacts", "member_id,campaign_id,contacted_at", *rows)
    desk.load("responses", "member_id,campaign_id,responded_at", "m01,old,2026-04-02", "m02,old,2026-04-02")
    with desk.opened() as workspace:
        score(workspace, ScoreSettings())
    return desk.folder / "attitude.duckdb"


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    shutil.copy(made, tmp_path / "attitude.duckdb")
    return Desk(tmp_path)


def test_everybody_contacted_has_a_code_with_a_check_digit_and_nobody_held_out(desk: Desk) -> None:
    result = desk.target(size=6)
    codes = desk.codes(result)
    contacted = desk.rows("select member_id, is_control::varchar from list_members where not is_control")
    assert codes.keys() == {member for member, _ in contacted}
    assert len(set(codes.values())) == result.count_treated == 6
    assert all(len(code) == 8 and check_letter(code[:7]) == code[7] for code in codes.values())
    assert any("a code of their own for each" in words for words in result.notes)
    desk.sound()


def test_the_same_plan_and_seed_give_the_same_codes_anywhere(desk: Desk, made: Path, tmp_path: Path) -> None:
    codes = desk.codes(desk.target())
    assert desk.codes(desk.target()) == codes, "made once more"
    (tmp_path / "other").mkdir()
    other = Desk(Path(shutil.copy(made, tmp_path / "other" / "attitude.duckdb")).parent)
    assert other.codes(other.target()) == codes
    again = other.codes(other.target(seed=2))
    assert not {*again.values()} & {*codes.values()}


def test_who_has_a_code_that_would_be_made_keeps_it(desk: Desk) -> None:
    result = desk.target()
    codes = desk.codes(result)
    member, code = next(iter(codes.items()))
    desk.target(campaign="june")
    with desk.opened() as workspace:
        workspace.rows("delete from store.list_codes where list_key = 1")
        workspace.rows("update store.list_codes set code = ? where code = (select min(code) from store.list_codes)",
                       [f"{code[:2].lower()}-{code[2:]}"])  # fmt: skip
    again = desk.codes(desk.target())
    assert {name for name in codes if again[name] != codes[name]} == {member}
    assert desk.codes(desk.target()) == again


def test_another_campaign_gives_others_and_one_recalled_the_same_to_the_same(desk: Desk) -> None:
    first = desk.target()
    codes = desk.codes(first)
    assert not {*desk.codes(desk.target(campaign="june")).values()} & {*codes.values()}
    desk.send(first)
    desk.recalled(first)
    assert desk.codes(first) == codes, "they stay to be looked at"
    more = desk.codes(desk.target(size=6))
    assert {name: more[name] for name in codes} == codes
    assert len({*more.values()}) == 6
    desk.sound()


def test_a_list_that_was_handed_over_keeps_its_codes_to_itself(desk: Desk) -> None:
    first = desk.target()
    desk.send(first)
    assert desk.target().stood == "exported"
    more = desk.codes(desk.target(size=6))
    assert len(more) == 6
    assert not {*more.values()} & {*desk.codes(first).values()}
    desk.sound()


def test_a_plan_without_codes_is_what_it_was(desk: Desk) -> None:
    plan, own = read_plan(desk.plan("")), read_plan(desk.plan(OWN))
    assert "codes" not in plan.decided + plan.model_dump_json()
    assert '"codes":"member"' in own.decided
    result = desk.target("")
    assert desk.codes(result) == {}
    assert "code" not in desk.send(result)[0], "an attribute of that name is not ours"


def test_codes_may_stand_in_the_campaign(desk: Desk) -> None:
    path = desk.plan("")
    path.write_text(path.read_text().replace("[campaign]", f"[campaign]\n{OWN}"))
    assert read_plan(path).decided == read_plan(desk.plan(OWN, "june")).decided.replace("june", "may")


def test_files_layouts_texts_and_manifest_have_them(desk: Desk) -> None:
    path = desk.plan(extra="", size=3)
    path.write_text(
        path.read_text().replace('channel = "sms"', 'channel = "sms"\ntemplate = "Show {code}, {member_id}"')
    )
    with desk.opened() as workspace:
        result = target(workspace, read_plan(path), 1, Settings(), force=True)
    codes = desk.codes(result)
    for row in desk.send(result, how=Handover(layout="sms")):
        assert row["code"] == codes[row["member_id"]]
        assert row["text"] == f"Show {row['code']}, {row['member_id']}", "not the member's attribute of that name"
    told = json.loads((desk.folder / "sent.csv.manifest.json").read_text(encoding="utf-8"))
    assert told["codes"] == "member"
    assert "code" in told["columns"]["sms"]
    member = next(iter(codes))
    with desk.opened() as workspace:
        assert why(workspace, result.list_id, member, Settings()).head["code"] == codes[member]


def test_a_pool_is_given_in_its_order_and_tells_what_is_left(desk: Desk) -> None:
    desk.pool("p-1", "P1", "", "p-2", "p-3", "p-4", "p-5", "p-6")
    result = desk.target(POOL)
    assert list(desk.codes(result).values()) == ["p-1", "p-2", "p-3", "p-4"]
    assert result.notes[-2:] == (
        "pool.csv: a code for each member contacted, 2 codes left in it",
        "pool.csv: rows left aside: there twice 1, blank 1",
    )
    desk.send(result)
    later = desk.target(POOL, "june", size=2)
    assert list(desk.codes(later).values()) == ["p-5", "p-6"]
    assert later.notes[-1] == "pool.csv: rows left aside: given before 4, there twice 1, blank 1"
    desk.sound()


def test_a_pool_that_is_too_small_is_refused_before_anything_is_made(desk: Desk) -> None:
    desk.pool("p-1", "p-2", "p-3")
    with pytest.raises(BadDataError) as refused:
        desk.target(POOL)
    assert str(refused.value) == (
        "pool.csv: has 3 codes left for 4 members who need one; add 1 more to it, or set limits.size = 3; "
        "nothing was made"
    )
    assert desk.rows("select count(*) from lists") == [(0,)]
    assert desk.rows("select count(*) from store.list_codes") == [(0,)]
    assert len(desk.codes(desk.target(POOL, size=3))) == 3


def test_a_draft_lets_go_of_its_codes_for_the_next(desk: Desk) -> None:
    desk.pool("p-1", "p-2", "p-3", "p-4", "p-5")
    first = desk.target(POOL)
    kept = desk.codes(first)
    second = desk.target(POOL, size=5)
    codes = desk.codes(second)
    assert {name: codes[name] for name in kept} == kept, "who is on both keeps theirs"
    with desk.opened() as workspace, pytest.raises(BlockedError, match="4 of its members have no code of their own"):
        approve(workspace, first.list_id, Settings(), ["size"])
    assert desk.codes(desk.target(POOL)) == kept, "made again, it has them again"
    desk.sound()


def test_plans_chosen_together_share_a_pool(desk: Desk) -> None:
    desk.pool(*(f"p{n}" for n in range(7)))
    plans = [read_plan(desk.plan(POOL, name, size)) for name, size in (("may", 4), ("june", 3))]
    with desk.opened() as workspace:
        lists = target_together(workspace, plans, 1, Settings(), force=True).lists
    given = [code for one in lists for code in desk.codes(one).values()]
    assert len(given) == len({*given}) == 7
    desk.sound()


def test_each_wave_has_codes_of_its_own(desk: Desk) -> None:
    dates = "starts_on = 2026-12-05\nends_on = 2026-12-31"
    wave = '[[wave]]\nafter_days = 7\nto = "all"\n'

    def of_wave(number: int) -> TargetResult:
        path = desk.plan(extra=wave)
        path.write_text(path.read_text().replace('product = "music"', f'product = "music"\n{dates}'))
        with desk.opened() as workspace:
            return target(workspace, read_plan(path), 1, Settings(), force=True, wave=number)

    first = of_wave(1)
    desk.send(first)
    second = of_wave(2)
    assert desk.codes(first).keys() == desk.codes(second).keys()
    assert not {*desk.codes(first).values()} & {*desk.codes(second).values()}
    desk.sound()


def told(result: LoadResult) -> Sequence[str]:
    return [words for words in result.notes if words.startswith("codes ")]


def test_answers_by_code_tell_who_shared_it_and_guess_nothing(desk: Desk) -> None:
    codes = desk.sent()
    (one, own), (two, passed), (three, third), (_, unused) = codes.items()
    outsider = "m99"
    result = desk.answered(
        f"{one},{own.lower()},2026-04-22", f"{one},{own[:4]}-{own[4:]},2026-04-23",
        f"{two},{passed},2026-04-22", f"{three},{passed[:2]} {passed[2:]},2026-04-23",
        f"{outsider},{third},2026-04-24", f"{two},{mistyped(unused)},2026-04-25", f"{two},HELLO,2026-04-25",
    )  # fmt: skip
    assert told(result) == [
        "codes brought back by another member than the one they were given to: 2",
        f"codes with a wrong check digit, kept as nobody's: 1 (first: '{mistyped(unused)}'); "
        "mend them where they were typed, and load the file again",
        "codes that no list gave, kept as nobody's: 1 (first: 'HELLO')",
    ]
    assert desk.measured().drop("list_id").rows() == [(4, 3, 5, 3, 2, 2, 2, 1)]
    found = desk.rows("select given_to, member_id, is_own from code_answers order by responded_at, member_id")
    assert sorted(found) == sorted([(one, one, True), (two, two, True), (one, one, True), (two, three, False),
                                    (three, outsider, False)])  # fmt: skip
    with desk.opened() as workspace:
        lift = measure(workspace, "may")
        problems = " ".join(status(workspace).problems)
    came = "codes of their own that came back: 3 of 4; brought by others: 2 (by 2 members), by several: 1"
    assert f"{came}; see --show codes" in lift.notes
    assert "responses with a code of a member's own whose check digit is wrong: 1;" in problems
    assert "responses with a code of a member's own that no list gave: 1;" in problems
    classes = {
        row["class"]: row["answers"] for row in desk.measured("answers").rows(named=True) if row["arm"] != "control"
    }
    assert (classes["code"], classes["member"], classes["viral"]) == (3, 1, 1)
    desk.sound()


def test_a_code_in_the_column_of_treatments_is_known_too(desk: Desk) -> None:
    codes = desk.sent()
    (one, own), *_ = codes.items()
    desk.load("responses", "member_id,treatment_code,responded_at", f"{one},{own.lower()},2026-04-22")
    assert desk.rows("select member_id, code from code_answers") == [(one, own)]
    desk.load("responses", "member_id,treatment_code,responded_at", f"{one},{own.lower()},2026-04-22")
    assert desk.measured()["answers"].to_list() == [1], "said again"


def test_answers_change_the_scores_and_an_undone_load_takes_them_back(desk: Desk) -> None:
    codes = desk.sent()
    rows = [f"{member},may,2026-04-21 10:00" for member in codes]
    desk.load("contacts", "member_id,campaign_id,contacted_at", *rows)
    ask = "select sum(answers) from store.cells semi join store.campaigns using (campaign_key)"

    def answers() -> object:
        with desk.opened() as workspace:
            score(workspace, ScoreSettings())
            return workspace.row(ask)[0]

    before = answers()
    desk.answered(*(f"{member},{code},2026-04-22" for member, code in codes.items()))
    assert answers() == before + 4  # type: ignore[operator]
    with desk.opened() as workspace:
        undo(workspace)
    assert answers() == before
    assert desk.measured()["back"].to_list() == [0]


def test_the_code_of_who_is_erased_stays_taken_by_nobody(desk: Desk) -> None:
    first = desk.target()
    desk.send(first)
    (one, own), (two, _), *_ = desk.codes(first).items()
    desk.answered(f"{one},{own},2026-04-22", f"{two},{own.lower()},2026-04-22")
    before = desk.measured().rows(), desk.measured("answers").rows()
    with desk.opened() as workspace:
        erase(workspace, [one])
    assert (desk.measured().rows(), desk.measured("answers").rows()) == before
    assert desk.rows("select given_to, code from code_answers") == [("erased-1", "erased-1-c1")] * 2
    assert desk.rows("select code from store.spent_codes") == [(own,)]
    desk.sound()
    with desk.opened() as workspace:
        readmit(workspace, [one])
    number = int(one[1:])
    desk.load("members", "member_id,phone,code", f"{one},10{number:02},x")
    desk.recalled(first)
    with desk.opened() as workspace:
        score(workspace, ScoreSettings())
    given = desk.codes(desk.target(size=9))
    assert own not in given.values()
    desk.sound()


def test_two_who_are_one_have_the_code_of_the_place_that_stays(desk: Desk) -> None:
    first = desk.target()
    desk.send(first)
    (one, own), (two, other), *_ = desk.codes(first).items()
    desk.load("members", "member_id,phone", "new,1999")
    desk.answered(f"{one},{own},2026-04-22", f"{two},{own},2026-04-22")
    with desk.opened() as workspace:
        merge(workspace, [(one, "new")])
    assert sorted(desk.rows("select given_to, is_own from code_answers")) == [("new", False), ("new", True)]
    with desk.opened() as workspace:
        merge(workspace, [(two, "new")])
    assert desk.rows("select given_to, is_own from code_answers") == [("new", True)], "the same answer of both"
    assert desk.codes(first)[two] == other, "a place that is another's stays under its own name"
    desk.sound()


WRONG: dict[str, tuple[str, Callable[[Desk], object], type[Exception], str]] = {
    "no such word": ('codes = "each"', lambda _: None, UsageError, "'codes' = 'each'"),
    "both": (f"{OWN}\n{POOL}", lambda _: None, UsageError, "leave out one"),
    "no file": (POOL, lambda _: None, UsageError, "codes_file = 'pool.csv': there is no file"),
    "no column": (
        POOL,
        lambda d: d.folder.joinpath("pool.csv").write_text("a,b\n1,2\n"),
        BadDataError,
        "'code'",
    ),
    "no code": (POOL, lambda d: d.pool("", ""), BadDataError, "has no code in any row"),
    "shortened": (POOL, lambda d: d.pool("1.38E+10", "2"), BadDataError, "was shortened by a spreadsheet"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_input_is_one_line_with_the_cure(name: str, desk: Desk) -> None:
    codes, prepare, kind, words = WRONG[name]
    prepare(desk)
    with pytest.raises(kind) as refused:
        desk.target(codes)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert desk.rows("select count(*) from lists") == [(0,)]

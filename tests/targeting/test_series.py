"""A series of waves: who is in each, who is stopped, who is held out from all; small enough to check by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from attitude.database import Workspace, create
from attitude.errors import AttitudeError, BlockedError, UsageError
from attitude.export import export
from attitude.job import read_job, run_job
from attitude.list_status import recall
from attitude.load import LoadOptions, load_file
from attitude.measure import MeasureResult, Part, measure
from attitude.plan import read_plan, wave_days
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.status import status
from attitude.targeting import TargetResult, target
from attitude.why import why

PLAN = """\
[campaign]
id = "series"
product = "music"
starts_on = 2026-12-05
ends_on = 2026-12-31
value_per_response = 10.0
[[offer]]
name = "first"
channel = "sms"
unit_cost = 0.5
[[offer]]
name = "reminder"
from_wave = 2
channel = "email"
unit_cost = 0.1
[holdout]
share = 0.3
[[wave]]
after_days = 7
offers = ["reminder"]
[[wave]]
after_days = 5
to = "clicked"
[[wave]]
after_days = 3
to = "all"
"""


@dataclass
class Desk:
    """A workspace and a plan, opened anew for each act, as commands do."""

    folder: Path
    text: str = PLAN

    def load(self, kind: str, head: str, *rows: str) -> None:
        path = self.folder / f"{kind}_{len(list(self.folder.iterdir()))}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        with self.opened() as workspace:
            load_file(workspace, kind, path, LoadOptions(max_rejects=0))

    def opened(self) -> Workspace:
        return Workspace(self.folder / "attitude.duckdb")

    def target(self, wave: int = 1, *, seed: int = 1, dry: bool = False) -> TargetResult:
        (self.folder / "plan.toml").write_text(self.text, encoding="utf-8")
        plan = read_plan(self.folder / "plan.toml")
        with self.opened() as workspace:
            return target(workspace, plan, seed, Settings(), force=True, wave=wave, dry=dry)

    def send(self, wave: int = 1) -> TargetResult:
        result = self.target(wave)
        with self.opened() as workspace:
            file = self.folder / f"{result.list_id}.csv"
            export(workspace, result.list_id, "csv", file, self.folder, allow=["size"])
        return result

    def on(self, result: TargetResult, *, held: bool = False) -> set[str]:
        query = "select member_id from list_members where list_id = ? and is_control = ?"
        return {str(member) for (member,) in self.rows(query, [result.list_id, held])}

    def code(self, result: TargetResult) -> str:
        ((code,),) = self.rows("select treatment_code from list_treatments where list_id = ?", [result.list_id])
        return str(code)

    def rows(self, query: str, values: list[object] | None = None) -> list[tuple[object, ...]]:
        with self.opened() as workspace:
            return workspace.rows(query, values or [])

    def contacted(self, result: TargetResult, day: str, *but: str, code: bool = True) -> None:
        """Load contacts of those on a list, but for some."""
        words = self.code(result) if code else ""
        rows = [f"{member},series,{day} 12:00,{words}" for member in sorted(self.on(result) - {*but})]
        self.load("contacts", "member_id,campaign_id,contacted_at,treatment_code", *rows)

    def answered(self, *rows: str) -> None:
        self.load("responses", "member_id,campaign_id,responded_at,kind,value", *rows)

    def recalled(self, result: TargetResult) -> None:
        with self.opened() as workspace:
            recall(workspace, result.list_id, None)

    def measure(self, part: Part) -> MeasureResult:
        with self.opened() as workspace:
            return measure(workspace, "series", part=part)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve members who were contacted by both channels before, scored."""
    desk = Desk(tmp_path_factory.mktemp("series"))
    create(desk.folder / "attitude.duckdb")
    desk.load("members", "member_id,phone,email", *(f"m{n:02},10{n:02},m{n:02}@a.de" for n in range(1, 13)))
    desk.load(
        "campaigns", "campaign_id,product,channel,starts_on,response_days",
        "old,music,sms,2026-11-01,10", "older,music,email,2026-10-01,10",
    )  # fmt: skip
    for campaign, day in (("old", "2026-11-01"), ("older", "2026-10-01")):
        rows = [f"m{n:02},{campaign},{day} 10:00" for n in range(1, 13)]
        desk.load("contacts", "member_id,campaign_id,contacted_at", *rows)
    desk.load("responses", "member_id,campaign_id,responded_at", "m01,old,2026-11-02", "m02,older,2026-10-02")
    with desk.opened() as workspace:
        score(workspace, ScoreSettings())
    return desk.folder / "attitude.duckdb"


@pytest.fixture(scope="module")
def sent_once(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TargetResult]:
    """The first wave handed over, once for all."""
    folder = tmp_path_factory.mktemp("sent")
    shutil.copy(made, folder / "attitude.duckdb")
    return folder, Desk(folder).send()


@pytest.fixture
def begun(sent_once: tuple[Path, TargetResult], tmp_path: Path) -> tuple[Desk, TargetResult]:
    """A desk of one's own at which the first wave is handed over, and its list."""
    shutil.copy(sent_once[0] / "attitude.duckdb", tmp_path / "attitude.duckdb")
    return Desk(tmp_path), sent_once[1]


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Desk:
    shutil.copy(made, tmp_path / "attitude.duckdb")
    return Desk(tmp_path)


def test_the_days_of_waves_follow_from_the_plan(desk: Desk) -> None:
    (desk.folder / "plan.toml").write_text(PLAN + "[send]\ndays = 3\n", encoding="utf-8")
    days = wave_days(read_plan(desk.folder / "plan.toml"))
    # 5 to 7 December, 7 days after the 7th: 14 to 16, 5 days after: 21 to 23, 3 days after: 26
    assert [day.day for day in days] == [5, 14, 21, 26]
    assert {day.month for day in days} == {12}


def test_each_wave_goes_to_whom_the_one_before_reached_as_they_answered(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    held = desk.on(first, held=True)
    treated = desk.on(first)
    assert held
    assert treated | held == {f"m{n:02}" for n in range(1, 13)}
    one, two, three, four, five = sorted(treated)[:5]
    desk.contacted(first, "2026-12-05", five)  # one message was never sent
    desk.answered(f"{one},series,2026-12-06,order,5", f"{two},series,2026-12-07,click,")
    desk.load("optouts", "member_id,channel,opted_out_on", f"{three},all,2026-12-08")
    second = desk.send(2)
    assert second.list_id.startswith("series-w2-")
    assert second.day == date(2026, 12, 12)
    assert desk.on(second) == treated - {one, two, three, five}
    assert desk.on(second, held=True) == held
    assert desk.rows("select distinct channel from list_members where list_id = ?", [second.list_id]) == [("email",)]

    clicker, buyer = sorted(desk.on(second) - {four})[:2]
    desk.contacted(second, "2026-12-12")
    desk.answered(f"{clicker},series,2026-12-13,click,", f"{buyer},series,2026-12-13,click,")
    desk.answered(f"{buyer},series,2026-12-14,order,9")
    third = desk.target(3)
    assert desk.on(third) == {clicker}
    assert not desk.on(third, held=True)


def test_whose_message_failed_by_report_was_not_reached(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    treated = desk.on(first)
    by_code, by_day = sorted(treated)[:2]
    desk.contacted(first, "2026-12-05")
    desk.load(
        "responses", "member_id,campaign_id,responded_at,kind,treatment_code",
        f"{by_code},,2026-12-06,failed,{desk.code(first)}", f"{by_day},series,2026-12-06,failed,",
    )  # fmt: skip
    second = desk.target(2)
    assert desk.on(second) == treated - {by_code, by_day}
    with desk.opened() as workspace:
        assert why(workspace, second.list_id, by_day, Settings()).head["out_rule"] == "not reached by wave 1"


def test_reports_and_answers_are_of_their_own_wave(begun: tuple[Desk, TargetResult]) -> None:
    """Both waves went to the same members: what came after the second says nothing of the first, but by its code."""
    desk, first = begun
    desk.contacted(first, "2026-12-05")
    second = desk.send(2)
    desk.contacted(second, "2026-12-12")
    assert desk.on(second) == desk.on(first)
    one, two, three, four, five = sorted(desk.on(first))[:5]
    desk.load(
        "responses", "member_id,campaign_id,responded_at,kind,treatment_code",
        f"{one},series,2026-12-13,failed,",
        f"{two},,,failed,{desk.code(second)}",
        f"{three},series,2026-12-14,failed,{desk.code(first)}",
        f"{four},series,2026-12-14,order,",
        f"{five},series,2026-12-14,order,{desk.code(first)}",
    )  # fmt: skip
    failed = desk.rows("select member_id, day(contacted_at) from contacts where not delivered order by all")
    assert failed == [(one, 12), (two, 12), (three, 5)]
    with desk.opened() as workspace:
        score(workspace, ScoreSettings())
    query = (
        "select p.member_id, day(c.contacted_on) from store.trials as t join store.cells as c using (cell_key) "
        "join store.persons as p on t.member_key = p.member_key join store.campaigns as s using (campaign_key) "
        "where s.campaign_id = 'series'"
    )
    assert desk.rows(f"{query} and t.responded_at is not null order by all") == [(four, 12), (five, 5)]
    met = desk.rows(f"{query} and p.member_id in ('{one}', '{two}', '{three}') order by all")
    assert met == [(one, 5), (two, 5), (three, 12)]
    waves = desk.measure("waves").table
    assert waves["responders"].to_list() == [1, 1]


@pytest.mark.slow
def test_all_are_whom_the_wave_before_reached(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    desk.text = PLAN.replace("after_days = 7", 'after_days = 7\nto = "all"')
    desk.answered(f"{min(desk.on(first))},series,2026-12-06,order,5")
    second = desk.target(2)
    assert desk.on(second) == desk.on(first)
    assert desk.on(second, held=True) == desk.on(first, held=True)


def test_a_control_who_bought_is_no_longer_of_the_silent_and_never_contacted(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    held = desk.on(first, held=True)
    buyer = min(held)
    desk.answered(f"{buyer},series,2026-12-06,order,5")
    second = desk.target(2, seed=99)  # whatever seed is asked, the series' own draws hold
    assert desk.on(second, held=True) == held - {buyer}
    assert not desk.on(second) & held
    ((seed,),) = desk.rows("select seed from lists where list_id = ?", [second.list_id])
    assert seed == 1


@pytest.mark.slow
def test_contacts_without_codes_are_told_by_their_days(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    desk.contacted(first, "2026-12-05", code=False)
    second = desk.send(2)
    assert desk.on(second) == desk.on(first)
    query = "select list_id, status from lists order by wave"
    assert desk.rows(query) == [(first.list_id, "sent"), (second.list_id, "exported")]
    planned = "select count(*) from planned_contacts"
    assert desk.rows(planned) == [(len(desk.on(second)),)]
    desk.contacted(second, "2026-12-12", code=False)
    assert desk.rows(planned) == [(0,)]


def test_the_same_wave_again_is_the_same_list(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    desk.contacted(first, "2026-12-05")
    before, again = desk.target(2), desk.target(2)
    assert before.list_id == again.list_id
    assert again.is_repeat
    assert not before.is_repeat
    codes = desk.rows("select treatment_code, list_id from list_treatments")
    assert len({code for code, _ in codes}) == len(codes) == 2


@pytest.mark.slow
def test_caps_count_the_contacts_of_the_series(desk: Desk) -> None:
    desk.text = PLAN + "[policy]\nall = { max = 1, days = 7 }\n"
    first = desk.send()
    assert desk.target(2).count_treated == len(desk.on(first))  # the 12th is 7 days after the 5th
    desk.text = PLAN + "[policy]\nall = { max = 1, days = 8 }\n"
    assert desk.target(2, dry=True).count_treated == 0  # planned contacts of the first wave count
    desk.contacted(first, "2026-12-05")
    assert desk.target(2, dry=True).count_treated == 0  # and so do loaded ones, once


@pytest.mark.slow
def test_who_reached_and_who_answered_is_told_of_a_member(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    one, two = sorted(desk.on(first))[:2]
    desk.contacted(first, "2026-12-05", two)
    desk.answered(f"{one},series,2026-12-06,order,5")
    second = desk.target(2)
    with desk.opened() as workspace:
        answered = why(workspace, second.list_id, one, Settings())
    with desk.opened() as workspace:
        missed = why(workspace, second.list_id, two, Settings())
    assert answered.head["out_rule"] == "answered before"
    assert "they had not answered" in answered.change
    assert missed.head["out_rule"] == "not reached by wave 1"
    assert first.list_id in missed.change
    (row,) = [row for row in answered.rules.rows(named=True) if row["rule"] == "answered before"]
    assert row["value"] == "last answered on 2026-12-06"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda desk: desk.target(2), "which has no list yet"),
        (lambda desk: (desk.target(), desk.target(2)), "which was not handed over"),
        (lambda desk: (desk.recalled(desk.send()), desk.target(2)), "was recalled: nobody was reached"),
        (lambda desk: (desk.send(), desk.target(3)), "wave 3 follows wave 2, which has no list yet"),
    ],
)
def test_a_wave_waits_for_the_one_before(desk: Desk, act: Callable[[Desk], object], words: str) -> None:
    with pytest.raises(BlockedError, match=words):
        act(desk)


def test_a_wave_that_the_plan_does_not_have(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"has no wave 5; it has 4 waves"):
        desk.target(5)
    desk.text = PLAN[: PLAN.index("[[wave]]")].replace("from_wave = 2\n", "")
    with pytest.raises(UsageError, match=r"has no wave 2; a \[\[wave\]\] in it makes one more"):
        desk.target(2)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("after_days = 7\n", "", "'wave.0.after_days' is missing"),
        ("after_days = 7", "after_days = -1", "greater than or equal to 1"),
        ("after_days = 7", "after_days = 0", "greater than or equal to 1"),
        ("after_days = 7", "after_days = 30", "wave 2 would begin on 2027-01-04, after the plan's last day 2026-12-31"),
        ('to = "clicked"', 'to = "sleepy"', "'silent', 'clicked', 'bought' or 'all'"),
        ('offers = ["reminder"]', 'offers = ["remainder"]', r"no offer is named 'remainder' \(did you mean 'reminder'"),
        ('offers = ["reminder"]', "offers = []", "offers names none"),
        ('name = "first"', 'name = "reminder"', "two offers are named 'reminder'"),
        ('name = "first"', "from_wave = 2", "no offer is for the first wave"),
        ("from_wave = 2", "from_wave = 3", "the offer 'reminder' is for later waves"),
        ("from_wave = 2", "from_wave = 9", "there is no such wave"),
        ("starts_on = 2026-12-05\n", "", r"\[\[wave\]\] counts its days from campaign.starts_on"),
        ("[holdout]", "[series]\nwave = 2\n[holdout]", "unknown key 'series'"),
    ],
)
def test_waves_that_cannot_be(tmp_path: Path, before: str, after: str, words: str) -> None:
    assert PLAN.count(before) >= 1
    (tmp_path / "plan.toml").write_text(PLAN.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=words):
        read_plan(tmp_path / "plan.toml")


@pytest.mark.slow
def test_what_may_yet_change_is_said(begun: tuple[Desk, TargetResult]) -> None:
    desk, _ = begun
    notes = desk.target(2).notes
    assert "wave 2 is due on 2026-12-12: made before, it knows nothing of who answers until then" in notes
    assert "no contact of wave 1 is loaded: whom its list was handed over for counts as reached" in notes
    assert "no answer to the series is loaded: everybody counts as silent" in notes
    assert any(line.startswith("scores are as of 2026-11-02, before the first wave") for line in notes)
    with desk.opened() as workspace:
        assert status(workspace).waves == ("series: wave 2, to silent, from 2026-12-12 on",)
    desk.answered("m05,series,2026-12-06,order,5")
    assert any("answers are loaded up to 2026-12-06, 6 days before the wave" in line for line in desk.target(2).notes)


def test_a_plan_without_waves_keeps_its_list(desk: Desk) -> None:
    text = PLAN[: PLAN.index("[[wave]]")].replace("from_wave = 2\n", "")
    desk.text = text
    plain = desk.target()
    assert plain.list_id.startswith("series-")
    assert "-w" not in plain.list_id
    assert desk.rows("select wave from lists") == [(None,)]
    ((plan,),) = desk.rows("select plan from lists")
    assert "wave" not in str(plan)
    assert "series" not in str(plan).replace('"id":"series"', "")


@pytest.mark.slow
def test_a_series_is_measured_as_one_by_whom_it_held_out(begun: tuple[Desk, TargetResult]) -> None:
    """Ten treated, two held out; window of 30 days, the last wave 7 days after the first."""
    desk, first = begun
    held, treated = sorted(desk.on(first, held=True)), sorted(desk.on(first))
    desk.contacted(first, "2026-12-05")
    desk.answered(f"{treated[0]},series,2026-12-06,order,5", f"{treated[1]},series,2026-12-07,click,")
    second = desk.send(2)
    desk.contacted(second, "2026-12-12")
    # 5 + 7 + 30 days: the 11th of January is the last day for both arms, also for who was in the first wave alone
    desk.answered(f"{treated[2]},series,2026-12-14,order,7", f"{treated[1]},series,2027-01-11,order,4")
    desk.answered(f"{held[0]},series,2027-01-11,order,3", f"{held[1]},series,2027-01-12,order,3")
    row = desk.measure("lift").table.row(0, named=True)
    assert (row["treated"], row["control"]) == (len(treated), len(held))
    assert (row["responses"], row["control_responses"]) == (3, 1)
    assert row["difference"] == pytest.approx(3 / len(treated) - 1 / len(held), abs=1e-12)
    # a first message costs 0.5, a reminder 0.1; two had answered before it
    assert row["cost"] == pytest.approx(0.5 * len(treated) + 0.1 * (len(treated) - 2), abs=1e-9)
    waves = desk.measure("waves").table
    told = ["wave", "sent_to", "listed", "held_out", "contacts", "responders", "answers"]
    both, left = len(treated), len(treated) - 2
    assert waves.select(told).rows() == [
        (1, "audience", both, len(held), both, 2, 3),  # the order, the click and the order a month later
        (2, "silent", left, len(held), left, 1, 1),
    ]
    assert waves["cost"].to_list() == pytest.approx([0.5 * both, 0.1 * left])
    assert waves["value"].to_list() == pytest.approx([9, 7])


@pytest.mark.slow
def test_a_wave_without_contacts_loaded_costs_what_its_list_says(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    desk.contacted(first, "2026-12-05")
    second = desk.send(2)
    row = desk.measure("lift").table.row(0, named=True)
    assert row["cost"] == pytest.approx(0.5 * len(desk.on(first)) + 0.1 * len(desk.on(second)), abs=1e-9)


def test_a_campaign_without_waves_has_none_to_show(begun: tuple[Desk, TargetResult]) -> None:
    desk, _ = begun
    result = desk.measure("waves")
    assert result.table.is_empty()
    assert "is no series" in result.notes[-1]


@pytest.mark.slow
def test_a_run_makes_each_wave_when_its_day_has_come(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[target]\nplans = ["plan.toml"]\nforce = true\n[export]\nfolder = "lists"\nallow = ["size"]\n'
    (desk.folder / "month.toml").write_text('month = "2026-12"\n' + text, encoding="utf-8")
    (desk.folder / "plan.toml").write_text(PLAN[: PLAN.rindex("[[wave]]")], encoding="utf-8")

    def ran(day: str) -> dict[tuple[str, str], tuple[str, str]]:
        monkeypatch.setenv("ATTITUDE_TODAY", day)
        job = read_job(desk.folder / "month.toml")
        outcomes = run_job(job, desk.folder / "attitude.duckdb", Settings(), lambda _: None)
        return {(one.step, one.subject): (one.outcome, one.detail) for one in outcomes}

    found = ran("2026-12-04")
    assert found["target", "series"][0] == found["export", "series"][0] == "done"
    assert found["target", "series, wave 2"] == ("waiting", "not due before 2026-12-12")
    assert found["export", "series, wave 2"] == ("waiting", "no list yet")
    assert ran("2026-12-11")["target", "series"][0] == "skipped"
    found = ran("2026-12-12")
    assert found["target", "series, wave 2"][0] == found["export", "series, wave 2"][0] == "done"
    assert found["target", "series, wave 3"] == ("waiting", "not due before 2026-12-17")
    files = {path: path.read_bytes() for path in (desk.folder / "lists").iterdir()}
    assert len(files) == 4  # two lists, each with its manifest
    again = ran("2026-12-12")
    assert {outcome for outcome, _ in again.values()} == {"skipped", "waiting"}
    assert {path: path.read_bytes() for path in (desk.folder / "lists").iterdir()} == files
    ((second,),) = desk.rows("select list_id from lists where wave = 2")
    with desk.opened() as workspace:
        workspace.rows("update store.lists set status = 'recalled' where list_id = ?", [second])
    outcome, why_not = ran("2026-12-17")["target", "series, wave 3"]
    assert outcome == "waiting"
    assert f"follows {second}, which was recalled" in why_not


@pytest.mark.slow
def test_a_wave_is_recalled_though_the_first_was_sent(begun: tuple[Desk, TargetResult]) -> None:
    """Contacts without codes of the first wave's day are none of the second."""
    desk, first = begun
    desk.contacted(first, "2026-12-05", code=False)
    second = desk.send(2)
    desk.recalled(second)
    assert desk.rows("select status from lists where wave = 2") == [("recalled",)]
    with pytest.raises(AttitudeError, match="sent"):
        desk.recalled(first)


def test_no_wave_is_handed_over_with_a_control_of_the_first(begun: tuple[Desk, TargetResult]) -> None:
    desk, first = begun
    second = desk.target(2)
    held = min(desk.on(first, held=True))
    with desk.opened() as workspace:
        workspace.rows(
            "update store.list_members set is_control = false where member_key = "
            "(select member_key from store.persons where member_id = ?) and list_key = "
            "(select list_key from store.lists where list_id = ?)", [held, second.list_id],
        )  # fmt: skip
    with pytest.raises(BlockedError, match="control"), desk.opened() as workspace:
        export(workspace, second.list_id, "csv", desk.folder / "x.csv", desk.folder, allow=["size"])

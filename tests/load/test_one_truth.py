"""What an answer, a delivery and a known code is, is one thing for scores, measure, status and saved queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli, few, turns

from attitude.database import Workspace
from attitude.load import LoadOptions, load_file
from attitude.measure import MeasureResult, measure
from attitude.score import score
from attitude.settings import ScoreSettings
from attitude.status import status

Load = Callable[..., None]
CAMPAIGN = "campaign_id,product,channel,starts_on,response_days,unit_cost\nc,music,sms,2026-01-05,30,0.05\n"


@pytest.fixture
def load(workspace: Workspace, tmp_path: Path) -> Load:
    def one(kind: str, *lines: str) -> None:
        file = tmp_path / f"{kind}-{len(list(tmp_path.iterdir()))}.csv"
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        assert load_file(workspace, kind, file, LoadOptions()).rejected == 0

    return one


def contacts(numbers: range, code: str = "", at: str = "2026-01-05 10:00", campaign: str = "c") -> list[str]:
    rows = [f"m{i},{campaign},{at},sms,{code}" for i in numbers]
    return ["member_id,campaign_id,contacted_at,channel,treatment_code", *rows]


def scored(workspace: Workspace, day: date | None = None, *, full: bool = False) -> tuple[int, int]:
    """Score, and give contacts and answers that the scores are of."""
    score(workspace, ScoreSettings(), day, full=full)
    return workspace.row("select contacts, responses from elements where dimension = 'channel'")


def both(workspace: Workspace) -> tuple[int, int]:
    """Give the answers that measure counts, and those of the scores."""
    return total(measure(workspace, "c"))["responses"], scored(workspace)[1]


def total(found: MeasureResult) -> dict[str, Any]:
    return found.table.row(0, named=True)


def problem(workspace: Workspace, words: str) -> list[str]:
    return [line for line in status(workspace).problems if words in line and "is open to others" not in line]


# Codes as people type them

TYPED = [
    "G63N5GP",
    "g63n5gp",
    "G63 N5GP",
    "g63-n5-gp",
    "G63N5GP.",
    '"""G63N5GP"""',
    "Ｇ６３ｎ５ｇｐ",
    "#g63_n5gp!",
    "G63\u200bN5GP",
]


def test_codes_are_known_again_however_they_are_typed(workspace: Workspace, load: Load) -> None:
    load("contacts", *contacts(range(20), "G63N5GP"))
    load("responses", "member_id,treatment_code,responded_at", *(f"m{i},{c},2026-01-06" for i, c in enumerate(TYPED)))
    assert both(workspace) == (len(TYPED), len(TYPED))
    found = measure(workspace, "c", part="answers").table
    assert found.filter(found["class"] == "code")["answers"][0] == len(TYPED)
    assert not problem(workspace, "code")
    written = workspace.rows("select treatment_code from responses where member_id = 'm2'")
    assert written == [("G63 N5GP",)], "as it was written"
    sent = workspace.rows("select distinct campaign_id, treatment_code, told_by from direct_answers")
    assert sent == [("c", "G63N5GP", "response")]


@pytest.mark.slow
def test_a_code_to_the_letter_comes_before_one_that_is_alike(workspace: Workspace, load: Load) -> None:
    load("contacts", *contacts(range(5), "K7"))
    load("contacts", *contacts(range(5), "K-7", campaign="d"))
    load(
        "responses",
        "member_id,treatment_code,responded_at",
        "m0,K7,2026-01-06",
        "m1,K-7,2026-01-06",
        "m2,k7,2026-01-06",
    )
    found = workspace.rows("select member_id, campaign_id from direct_answers order by 1")
    assert found == [("m0", "c"), ("m1", "d")]
    assert problem(workspace, "like several")[0].startswith("responses whose code is like several that the member was")
    assert not problem(workspace, "no contact and no list")


@pytest.mark.slow
def test_a_code_passed_on_is_told_as_that(workspace: Workspace, load: Load) -> None:
    load("contacts", *contacts(range(20), "K7"))
    load("responses", "member_id,treatment_code,responded_at", "m1,K7,2026-01-06", "friend-1,K7,2026-01-06",
         "friend-2,k 7,2026-01-06", "friend-3,Z9,2026-01-06")  # fmt: skip
    assert problem(workspace, "codes brought back by members who were not sent them")[0].split(": ")[1].startswith("2;")
    assert problem(workspace, "whose code no contact and no list has")[0].split(": ")[1].startswith("1;")
    found = measure(workspace, "c", part="answers").table
    assert found.filter(found["class"] == "viral")["answers"][0] == 2


@pytest.mark.slow
def test_a_mistyped_code_finds_contacts_that_come_later(workspace: Workspace, load: Load) -> None:
    load("contacts", *contacts(range(20), "K-7"))
    load("responses", "member_id,treatment_code,responded_at", "m1,k7,2026-01-06", "m2,k8,2026-01-06")
    assert scored(workspace, date(2026, 3, 1)) == (20, 1)
    load("contacts", *contacts(range(4), "K8", campaign="d"))
    load("contacts", *contacts(range(1, 2), "K7", campaign="e"))  # to the letter no more, and like two
    found = scored(workspace, date(2026, 3, 1))
    assert found == scored(workspace, date(2026, 3, 1), full=True) == (25, 1)


# Money back

REFUNDS = [
    "refund,-10",
    "Refund,10",
    "退款,-3",
    "退货,",
    "Storno,5",
    "remboursement,-1",
    "devolución,2",
    "order,-4",
    ",-9",
]


@pytest.mark.slow
@pytest.mark.parametrize("refund", few(REFUNDS, 3))
def test_money_back_lowers_the_value_and_is_no_answer(workspace: Workspace, load: Load, refund: str) -> None:
    load("campaigns", *CAMPAIGN.splitlines())
    load("contacts", *contacts(range(40)))
    load("responses", "member_id,campaign_id,responded_at,kind,value", "m1,c,2026-01-07,order,20",
         f"m1,c,2026-01-20,{refund}", f"m2,c,2026-01-09,{refund}")  # fmt: skip
    assert both(workspace) == (1, 1)
    back = abs(float(refund.split(",")[1] or 0))
    assert total(measure(workspace, "c"))["value"] == 20 - 2 * back
    assert any(f"below zero): 2, {2 * back:,.2f} in all" in line for line in measure(workspace, "c").notes)
    assert workspace.row("select count(*) from direct_answers")[0] == 1


@pytest.mark.slow
def test_money_back_after_the_window_belongs_to_the_answer_in_it(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGN.splitlines())
    load("contacts", *contacts(range(40)))
    load("responses", "member_id,campaign_id,responded_at,kind,value", "m1,c,2026-02-01,order,20",
         "m1,c,2026-03-01,refund,-20", "m2,c,2026-03-01,refund,-5", "m90,c,2026-01-09,refund,-7")  # fmt: skip
    found = measure(workspace, "c")
    assert (total(found)["responses"], total(found)["value"]) == (1, 0)
    assert any(line.endswith("not compared: 2") for line in found.notes)
    classes = measure(workspace, "c", part="answers").table.select("arm", "class", "answers").rows()
    assert [row for row in classes if "refund" in row[1]] == [
        ("treated", "refund", 1), ("treated", "refund aside", 1), ("none", "refund aside", 1)
    ]  # fmt: skip


def test_money_back_is_told_at_the_load(ok: Cli, tmp_path: Path) -> None:
    file = tmp_path / "responses.csv"
    file.write_text("member_id,campaign_id,kind\nm1,c,order\nm2,c,Storno\nm3,c,Storno\n", encoding="utf-8")
    ok("init")
    assert "kinds read as money back, which is no answer: Storno 2" in ok("load", "responses", str(file)).err


# Reports

REPORTS = [
    (["2026-01-05 10:01,failed", "2026-01-05 10:30,delivered"], True),
    (["2026-01-05 10:30,delivered", "2026-01-05 10:40,failed"], False),
    (["2026-01-05 10:30,delivered", "2026-01-05 10:30,failed"], False),
    (["2026-01-05,delivered", "2026-01-06,failed", "2026-01-07,delivered"], True),
    ([",failed", "2026-01-05 10:30,delivered"], True),
]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "told"), few(turns(["K7,", ",c", "k 7,"], REPORTS)))
def test_the_latest_report_holds(workspace: Workspace, load: Load, key: str, told: tuple[list[str], bool]) -> None:
    reports, is_delivered = told
    load("contacts", *contacts(range(20), "K7"))
    load("responses", "member_id,treatment_code,campaign_id,responded_at,kind", "m1,K7,,2026-01-08 09:00,order",
         *(f"m1,{key},{report}" for report in reports))  # fmt: skip
    assert workspace.row("select delivered from contacts where member_id = 'm1'") == (is_delivered,)
    assert total(measure(workspace, "c"))["delivered"] == 19 + is_delivered
    assert scored(workspace) == (19 + is_delivered, int(is_delivered))


@pytest.mark.slow
def test_a_later_report_is_taken_in(workspace: Workspace, load: Load) -> None:
    load("contacts", *contacts(range(20), "K7"))
    load("responses", "member_id,treatment_code,responded_at,kind", "m1,K7,2026-01-05 10:01,failed",
         "m1,K7,2026-01-07,order")  # fmt: skip
    assert scored(workspace, date(2026, 3, 1)) == (19, 0)
    load("responses", "member_id,treatment_code,responded_at,kind", "m1,K7,2026-01-05 10:30,delivered",
         "m2,K7,2026-01-09,refund")  # fmt: skip
    assert scored(workspace, date(2026, 3, 1)) == scored(workspace, date(2026, 3, 1), full=True) == (20, 1)


@pytest.mark.slow
def test_a_report_speaks_of_the_contact_before_it(workspace: Workspace, load: Load) -> None:
    load("contacts", *contacts(range(5), "K7"))
    load("contacts", *contacts(range(5), "K7", at="2027-01-05 10:00"))
    load("responses", "member_id,campaign_id,responded_at,kind", "m1,c,2026-01-05 10:10,failed",
         "m2,c,2027-01-05 10:10,failed", "m2,c,2026-01-05 10:10,delivered")  # fmt: skip
    found = workspace.rows(
        "select member_id, year(contacted_at) from contacts where not coalesce(delivered, true) order by 1"
    )
    assert found == [("m1", 2026), ("m2", 2027)]


# A campaign id used again


@pytest.mark.slow
def test_a_campaign_used_again_counts_each_time(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGN.replace("2026-01-05", "").splitlines())
    rows = [f"m{i},c,{year}-11-05 10:00,sms,,{i > 150}" for year in (2024, 2025) for i in range(1, 201)]
    load("contacts", "member_id,campaign_id,contacted_at,channel,treatment_code,is_control", *rows)
    load("responses", "member_id,campaign_id,responded_at", *(f"m{i},c,2024-11-07" for i in range(1, 16)),
         *(f"m{i},c,2025-11-09" for i in range(6, 51)), "m160,c,2025-11-09", "m1,c,2025-06-01")  # fmt: skip
    found = measure(workspace, "c")
    row = total(found)
    assert (row["treated"], row["responses"], row["control"], row["control_responses"]) == (300, 60, 100, 1)
    assert scored(workspace) == (300, 60)
    assert any("had closed: 200; each time counts by itself (150 contacts, 45 answered)" in n for n in found.notes)
    classes = {row[:2]: row[2] for row in measure(workspace, "c", part="answers").table.select(
        "arm", "class", "answers").rows()}  # fmt: skip
    assert (classes["treated", "member"], classes["treated", "late"]) == (60, 1)


@pytest.mark.slow
def test_who_was_held_out_and_then_contacted_is_both(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGN.splitlines())
    load("contacts", "member_id,campaign_id,contacted_at,is_control",
         *(f"m{i},c,2026-01-05,{i < 5}" for i in range(10)),
         *(f"m{i},c,2027-01-05,{i >= 5}" for i in range(10)))  # fmt: skip
    load("responses", "member_id,campaign_id,responded_at", "m1,c,2027-01-06", "m7,c,2026-01-06", "m2,c,2026-01-06")
    row = total(measure(workspace, "c"))
    assert (row["treated"], row["responses"], row["control"], row["control_responses"]) == (10, 2, 10, 1)


@pytest.mark.slow
def test_a_reminder_keeps_the_window_open_for_both(workspace: Workspace, load: Load) -> None:
    load("campaigns", *CAMPAIGN.splitlines())
    load("contacts", "member_id,campaign_id,contacted_at,channel,is_control",
         *(f"m{i},c,2026-01-{day},sms,{i >= 10}" for day in ("05", "25") for i in range(20)))  # fmt: skip
    load("responses", "member_id,campaign_id,responded_at", "m1,c,2026-02-20", "m11,c,2026-02-20", "m12,c,2026-02-25")
    row = total(measure(workspace, "c"))
    assert (row["treated"], row["responses"], row["control"], row["control_responses"]) == (10, 1, 10, 1)
    assert scored(workspace)[1] == 1
    days = measure(workspace, "c", part="days").table
    assert days.filter(days["answers"] > 0)["day"].to_list() == [46]

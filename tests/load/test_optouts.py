"""Nobody is sent to who said stop: drawn opt-out files by id, phone and e-mail, in any order of load, checked apart."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attitude.check import CHECKS
from attitude.database import Workspace, create
from attitude.export import export
from attitude.load import LoadOptions, load_file
from attitude.plan import Plan
from attitude.score import score
from attitude.settings import ScoreSettings, Settings
from attitude.targeting import target

MEMBERS = 12
# each word that an opt-outs file may have for a channel, and the channels that it closes
WORDS = {
    **dict.fromkeys(["sms", "SMS", " Text ", "短信"], ("sms",)),
    **dict.fromkeys(["email", "E-Mail", "EDM", "newsletter"], ("email",)),
    **dict.fromkeys(["call", "Phone Call", "电话"], ("call",)),
    **dict.fromkeys(["", "all", "ALL"], ("sms", "email", "call")),
}


class Said(NamedTuple):
    """A row of an opt-outs file: by which key, of which member, in which writing, of which channel, on which day."""

    key: str
    member: int
    writing: int
    channel: str
    day: str


def phone(member: int, writing: int) -> str:
    """Member 1 and 2 share a phone."""
    number = f"1380000{1 if member == 2 else member:04d}"
    return [number, f"+86{number}", f"0086 {number[:3]} {number[3:7]}-{number[7:]}"][writing % 3]


def email(member: int, writing: int) -> str:
    """Member 3 and 4 share an e-mail address."""
    name = f"M{3 if member in (3, 4) else member}@Example.com"
    return [name, name.lower(), f" {name.upper()} "][writing % 3]


def key(said: Said) -> str:
    return {"member_id": f"m{said.member}", "phone": phone(*said[1:3]), "email": email(*said[1:3])}[said.key]


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a past, scored; no member is loaded."""
    folder = tmp_path_factory.mktemp("past")
    rows = [
        {"member_id": f"m{i}", "campaign_id": f"c{c}", "contacted_at": f"2026-0{c}-01", "channel": channel,
         "responded": int((i + c) % 3 == 0)}
        for i in range(MEMBERS) for c, channel in enumerate(("sms", "email", "call"), start=1)
    ]  # fmt: skip
    create(folder / "attitude.duckdb")
    with Workspace(folder / "attitude.duckdb") as workspace:
        load_file(workspace, "contacts", write(folder / "contacts.csv", rows), LoadOptions())
        score(workspace, ScoreSettings(), date(2026, 6, 30))
    return folder / "attitude.duckdb"


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


said = st.builds(
    Said,
    key=st.sampled_from(["member_id", "phone", "email"]),
    member=st.integers(1, MEMBERS - 1),  # member 0 refuses nothing
    writing=st.integers(0, 2),
    channel=st.sampled_from(sorted(WORDS)),
    day=st.sampled_from(["2026-05-05", "2026-05-05 10:30", "", "31.31.2026"]),
)
files = st.lists(st.lists(said, min_size=1, max_size=6), min_size=1, max_size=3)


HAND = [
    ([[Said("phone", 1, 2, "", "")]], 3, False, "sms"),
    ([[Said("email", 3, 2, "E-Mail", "31.31.2026")]], 1, True, "email"),
    ([[Said("member_id", 2, 0, "", "2026-05-05")], [Said("phone", 5, 1, "", "")]], 0, True, "call"),
]


@pytest.mark.parametrize(("files", "place", "mixed", "channel"), HAND)
def test_no_list_holds_who_opted_out(
    past: Path, tmp_path_factory: pytest.TempPathFactory, files: list[list[Said]], place: int, mixed: bool, channel: str
) -> None:
    no_list_holds(past, tmp_path_factory, files, place, mixed, channel)


@pytest.mark.slow
@given(files=files, place=st.integers(0, 3), mixed=st.booleans(), channel=st.sampled_from(["sms", "email", "call"]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_list_ever_holds_who_opted_out(
    past: Path, tmp_path_factory: pytest.TempPathFactory, files: list[list[Said]], place: int, mixed: bool, channel: str
) -> None:
    no_list_holds(past, tmp_path_factory, files, place, mixed, channel)


def no_list_holds(
    past: Path, tmp_path_factory: pytest.TempPathFactory, files: list[list[Said]], place: int, mixed: bool, channel: str
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    path = folder / "attitude.duckdb"
    shutil.copy(past, path)
    loads = [("optouts", file) for number, rows in enumerate(files) for file in written(folder, number, rows, mixed)]
    loads.insert(min(place, len(loads)), ("members", members(folder)))
    with Workspace(path) as workspace:
        for kind, file in loads:
            assert load_file(workspace, kind, file, LoadOptions(region="CN")).rejected == 0
        plan = Plan.model_validate({"campaign": {"id": "n"}, "offer": [{"channel": channel}]})
        found = target(workspace, plan, 1, Settings())
        export(workspace, found.list_id, "csv", folder / "list.csv", folder, allow=CHECKS)
    sent = list(csv.DictReader((folder / "list.csv").read_text(encoding="utf-8").splitlines()))
    refused = {s for rows in files for s in rows if channel in WORDS[s.channel]}
    stopped = {f"m{s.member}" for s in refused} | {f"m{m}" for s in refused for m in same(s)}
    assert not stopped & {row["member_id"] for row in sent}
    assert not {"+86" + phone(s.member, 0) for s in refused if s.key == "phone"} & {row["phone"] for row in sent}
    assert "m0" in {row["member_id"] for row in sent}, "who refuses nothing and shares nothing is on it"


def same(said: Said) -> set[int]:
    """Who has the address that was named."""
    shared = {"phone": {1, 2}, "email": {3, 4}}.get(said.key, set())
    return shared if said.member in shared else set()


def written(folder: Path, number: int, rows: list[Said], mixed: bool) -> list[Path]:
    """Write a file of all keys, or one for each."""
    keys = ("member_id", "phone", "email")
    row = [{**dict.fromkeys(keys, ""), s.key: key(s), "channel": s.channel, "opted_out_on": s.day} for s in rows]
    if mixed:
        return [write(folder / f"optouts_{number}.csv", row)]
    return [
        write(
            folder / f"optouts_{number}_{name}.csv", [{k: r[k] for k in (name, "channel", "opted_out_on")} for r in of]
        )
        for name in keys
        if (of := [r for r in row if r[name]])
    ]


def members(folder: Path) -> Path:
    rows = [{"member_id": f"m{i}", "phone": phone(i, i), "email": email(i, i).strip()} for i in range(MEMBERS)]
    return write(folder / "members.csv", rows)

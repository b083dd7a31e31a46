"""The counts that the walk of ``examples/series`` tells are right."""

from __future__ import annotations

import csv
import re

from conftest import ROOT

FOLDER = ROOT / "examples" / "series"
BLOCKS = re.findall(r"^```console\n(.*?)^```$", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M | re.S)


def column(name: str, place: int = 0) -> list[str]:
    with (FOLDER / name).open(encoding="utf-8") as file:
        return [row[place] for row in csv.reader(file)][1:]


def test_the_figures_follow_from_the_files() -> None:
    """Counted apart from the tool: who was contacted and ordered, by member and by wave."""
    text = "".join(BLOCKS)
    texted, reminded = column("week_1/contacts_1.csv"), column("week_2/contacts_2.csv")
    first = list(zip(column("week_1/responses_1.csv"), column("week_1/responses_1.csv", 3), strict=True))
    second = list(zip(column("week_2/responses_2.csv"), column("week_2/responses_2.csv", 3), strict=True))
    (stopped,) = column("week_1/optouts_1.csv")
    assert set(reminded) == set(texted) - {member for member, _ in first} - {stopped}
    treated = len(texted) + 1  # one message was never sent
    bought = {member for member, kind in first + second if kind == "order"}
    clicked = {member for member, kind in second if kind == "click"} - bought
    held = {*column("before/members.csv")} - set(texted)
    ordered = len(bought & set(texted))
    assert re.search(rf"^list 2026-12-concert-w3-\w+: {len(clicked)} to contact, 0 held out$", text, re.M)
    (row,) = re.findall(r"^all .*$", text, re.M)
    rate, base = f"{100 * ordered / treated:.2f}", f"{100 * len(bought & held) / (40 - treated):.2f}"
    assert row.split()[-5:-1] == [str(treated), rate, str(40 - treated), base]
    waves = [line.split() for line in re.findall(r"^ +[12]  2026.*$", text, re.M)]
    assert [line[3:5] for line in waves] == [[str(treated), str(len(texted))], [str(len(reminded))] * 2]
    assert [float(line[-2]) for line in waves] == [round(0.05 * len(texted), 2), round(0.01 * len(reminded), 2)]

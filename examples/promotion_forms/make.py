"""Write the files of a small programme whose promotions come in three forms, as CSV.

    python make.py FOLDER

Of 600 members each likes one form best: points to be exchanged (积分换礼), a place in a ranking (排名), or a discount
at once (立减). Eight campaigns draw the form of each message, and name the app or a counter as the way to order.
Whoever gets the form they like answers in one case of four, others in one of twenty-five; and orders in the way they
like better four times of five, whatever the campaign named.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

FORMS = ("积分换礼", "排名", "立减")
WAYS = ("app", "柜台")
MEMBERS = [f"P{number:04}" for number in range(600)]


def liked(member: str) -> str:
    """Give the form that a member likes best."""
    return FORMS[int(member[1:]) * 7 % 3]


def way(member: str, draw: Random) -> str:
    """Give the way in which a member orders this time."""
    likes_app = int(member[1:]) % 2 == 0
    return WAYS[likes_app == (draw.random() < 0.2)]


def write(folder: Path) -> None:
    """Write members, campaigns, contacts and responses."""
    folder.mkdir(parents=True, exist_ok=True)
    draw, ordering = Random(7), Random(11)
    contacts, responses = [], []
    for month in range(1, 9):
        for member in MEMBERS:
            form = FORMS[int(draw.random() * 3)]
            contacts.append((member, f"2026-{month:02}", f"2026-{month:02}-05", "sms", form))
            if draw.random() < (0.25 if form == liked(member) else 0.04):
                responses.append((member, f"2026-{month:02}", f"2026-{month:02}-07", way(member, ordering)))
    campaigns = ((f"2026-{m:02}", f"2026-{m:02}-05", ("music", "video")[m % 2], WAYS[m % 3 > 0]) for m in range(1, 9))
    members = ((member, f"+86139000{member[1:]}0") for member in MEMBERS)
    _write(folder / "members.csv", ("member_id", "phone"), members)
    _write(folder / "campaigns.csv", ("campaign_id", "starts_on", "product", "业务办理方式"), campaigns)
    _write(folder / "contacts.csv", ("member_id", "campaign_id", "contacted_at", "channel", "促销形式"), contacts)
    _write(folder / "responses.csv", ("member_id", "campaign_id", "responded_at", "业务办理方式"), responses)


def _write(file: Path, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([names, *rows])


if __name__ == "__main__":
    write(Path(sys.argv[1]))

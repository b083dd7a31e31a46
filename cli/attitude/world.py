"""The built-in world: a loyalty base with planted preferences that drift, written as the files a user would have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attitude.database import Watch, Workspace

if TYPE_CHECKING:
    import polars as pl

MONTHS = 24
LATER_MONTHS = 4  # those of a series, and three in which it shows whom it moved
NEXT_START = date(2026, 12, 5)

_PEOPLE = "member_id, name, phone, email, joined_on, brand, age_band, region, arpu, handset_wap"
_CAMPAIGNS = (
    "campaign_id, campaign_id as name, product, timing, starts_on, starts_on + 14 as ends_on, 30 as response_days"
)
_CONTACTS = "member_id, campaign_id, contacted_at, channel, gift, cell, is_control, delivered, cost"
_RESPONSES = "member_id, campaign_id, responded_at, channel, gift, kind, value"

PLAN = """\
# Who gets the family portal offer by SMS in December, and who is held out to measure what it brings.
[campaign]
id = "2026-12-family-portal"
product = "voice-family"
timing = "daily"
starts_on = 2026-12-05
ends_on = 2026-12-12
value_per_response = 4.0

[[offer]]
channel = "sms"
gift = "household"
unit_cost = 0.05

[audience]
where = "handset_wap and arpu >= 15"
[audience.attitude]
product = {{ voice-family = [45, 100] }}

[exclude]
responded_to = ["{last_campaign}"]

[holdout]
share = 0.25
[limits]
size = {size}
[send]
expires_on = 2099-12-31        # in this world it is always December; by default a list expires with its campaign
"""

WAVE = """
[[wave]]                       # a second message, to whom the first reached and who stayed silent
after_days = 7
to = "silent"
"""


@dataclass
class World:
    """A generated world, its truth still in memory, so that it can answer a list later.

    Parameters
    ----------
    members
        How many.
    seed
        Of every draw; the same seed and size give the same files, byte for byte.
    """

    members: int
    seed: int
    watch: Watch | None = None

    def __post_init__(self) -> None:
        self._scratch = Workspace(None, watch=self.watch)
        self._asked = {"members": self.members, "months": MONTHS, "seed": self.seed}
        self._scratch.run("schema/macros")
        for part in ("macros", "people", "world_campaigns", "world_contacts"):
            self._scratch.run(f"world/{part}", **self._asked)
        self._let_answer("world_campaigns", "world_contacts")
        for part in ("world_responses", "world_usage", "world_optouts"):
            self._scratch.run(f"world/{part}", **self._asked)

    def _let_answer(self, campaigns: str, contacts: str) -> None:
        """Say to which campaigns and contacts ``world/world_responses`` answers."""
        self._scratch.define(f"create or replace temp view answering_campaigns as from {campaigns}")
        self._scratch.define(f"create or replace temp view answering_contacts as from {contacts}")

    def close(self) -> None:
        """Forget the truth."""
        self._scratch.__exit__()

    def write(self, folder: Path) -> None:
        """Write members, campaigns, contacts and responses by year, usage and opt-outs as CSV files into a folder."""
        self._scratch.write_csv(f"select {_PEOPLE} from people", folder / "members.csv")
        self._scratch.write_csv(f"select {_CAMPAIGNS} from world_campaigns", folder / "campaigns.csv")
        if self._scratch.row("select count(*) from world_optouts")[0]:
            self._scratch.write_csv("from world_optouts", folder / "optouts.csv")
        self._scratch.write_csv("from world_usage", folder / "usage.csv")
        for (year,) in self._scratch.rows("select distinct left(campaign_id, 4) from world_campaigns order by all"):
            of_year = f"where campaign_id like '{year}-%'"
            self._scratch.write_csv(
                f"select {_CONTACTS} from world_contacts {of_year}", folder / f"contacts_{year}.csv"
            )
            self._scratch.write_csv(
                f"select {_RESPONSES} from world_responses {of_year}", folder / f"responses_{year}.csv"
            )

    def plan(self) -> str:
        """Give the text of the plan for the month after the last: a tenth of the members by SMS."""
        last = self._scratch.row("select arg_max(campaign_id, month_index) from world_campaigns")[0]
        return PLAN.format(last_campaign=last, size=max(self.members // 10, 1))

    def answer(self, send_list: Path, folder: Path, wave: int = 1, starts_on: date = NEXT_START) -> None:
        """Let the world answer an exported list: write its contacts and responses into a folder.

        Parameters
        ----------
        send_list
            The file handed over, a CSV.
        folder
            Is there already.
        wave, starts_on
            Which wave of a series it is, from 1, and its first day. Whom a later one asks decides anew; who comes
            unasked came in the first.
        """
        values = {"list": str(send_list), "starts_on": starts_on, "month_index": MONTHS, "wave": wave}
        values["seed"] = self.seed
        for part in ("sent", "asked_campaigns", "asked_contacts"):
            self._scratch.run(f"world/{part}", **values)
        self._let_answer("asked_campaigns", "asked_contacts")
        self._scratch.run("world/world_responses", **values)
        self._scratch.write_csv(
            f"select {_CONTACTS}, treatment_code from asked_contacts", folder / "contacts_2026-12.csv"
        )
        self._scratch.write_csv(f"select {_RESPONSES} from world_responses", folder / "responses_2026-12.csv")

    def live_on(self, folder: Path) -> None:
        """Write what members used in the months that followed the last into a folder."""
        self._scratch.run("world/world_usage", **self._asked | {"months": MONTHS + LATER_MONTHS})
        self._scratch.write_csv(f"from world_usage where month >= month_start({MONTHS})", folder / "usage_later.csv")

    def favourites_found(self, database: Path) -> pl.DataFrame:
        """Compare a workspace's attitudes with the truth: share of planted favourites found, per dimension."""
        with self._scratch.attached(database, "found"):
            self._scratch.run("world/attitudes_found")
        return self._scratch.result("world/found", months=MONTHS)

    def intervals_held(self, database: Path) -> pl.DataFrame:
        """Give how often a workspace's 90 % intervals hold the truth, per dimension and of responsiveness."""
        with self._scratch.attached(database, "found"):
            self._scratch.run("world/scores_found")
        return self._scratch.result("world/held", months=MONTHS)

"""Whatever was loaded and scored in whatever order, the scores are those of everything loaded and scored once."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from conftest import everything

from attitude.database import Workspace, create
from attitude.load import LoadOptions, load_file
from attitude.score import score
from attitude.settings import ScoreSettings, SendSettings

pytestmark = pytest.mark.slow

SCORES = ("attitudes", "responsiveness", "attitude_history", "elements")
Rows = list[dict[str, str]]
Table = list[tuple[object, ...]]


@dataclass
class Story:
    """A workspace, and what was loaded into it in order, so that the same can be loaded once more elsewhere.

    ``loaded_before`` is a workspace with what was loaded before that, which was never scored.
    """

    folder: Path
    settings: ScoreSettings = field(default_factory=lambda: ScoreSettings(half_life_days=365))
    send: SendSettings = field(default_factory=SendSettings)
    loaded_before: Path | None = None
    loads: list[tuple[str, Path, str | None]] = field(default_factory=list)
    day: date | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "attitude.duckdb"
        self._numbers = count()
        create(self.path)

    def load(self, kind: str, rows: Rows, replaces: str | None = None) -> None:
        """Write rows as a file and load it."""
        if not rows:
            return
        path = self.folder / f"{kind}_{next(self._numbers)}.csv"
        names = list(dict.fromkeys(name for row in rows for name in row))
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names, restval="")
            writer.writeheader()
            writer.writerows(rows)
        self.load_files([(kind, path)], replaces)

    def load_files(self, files: Iterable[tuple[str, Path]], replaces: str | None = None) -> None:
        with Workspace(self.path) as workspace:
            for kind, path in files:
                self.loads.append((kind, path, replaces))
                load_file(workspace, kind, path, LoadOptions(replaces=replaces))

    def score(self, day: date | None) -> None:
        self.day = day
        with Workspace(self.path) as workspace:
            score(workspace, self.settings, day, send=self.send)

    def found(self) -> dict[str, Table]:
        return scores_of(self.path)

    def made_anew(self) -> dict[str, Table]:
        """Give the scores of a full rebuild; the workspace stays as it is."""
        copy = Path(shutil.copy(self.path, self.folder / "full.duckdb"))
        with Workspace(copy) as workspace:
            score(workspace, self.settings, self.day, full=True, send=self.send)
        return scores_of(copy)

    def loaded_at_once(self) -> dict[str, Table]:
        """Give the scores of a new workspace with the same loads, scored once."""
        path = self.folder / "fresh.duckdb"
        if self.loaded_before is not None:
            shutil.copy(self.loaded_before, path)
        else:
            create(path)
        with Workspace(path) as workspace:
            for kind, file, replaces in self.loads:
                load_file(workspace, kind, file, LoadOptions(replaces=replaces))
            score(workspace, self.settings, self.day, send=self.send)
        return scores_of(path)

    def check(self, *, also_at_once: bool = True) -> None:
        """Hold the scores to those of a full rebuild and to those of a new workspace, to the last digit."""
        found = self.found()
        assert_same(found, self.made_anew(), 0)
        if also_at_once:
            assert_same(found, self.loaded_at_once(), 0)


def scores_of(path: Path) -> dict[str, Table]:
    return {name: rows for name, rows in everything(path).items() if name in SCORES}


def assert_same(found: dict[str, Table], wanted: dict[str, Table], tolerance: float) -> None:
    for name in SCORES:
        if found[name] == wanted[name]:
            continue
        differ = [
            pair
            for pair in zip(_sorted(found[name]), _sorted(wanted[name]), strict=False)
            if not _like(*pair, tolerance)
        ]
        assert len(found[name]) == len(wanted[name]), (name, differ[:1])
        assert not differ, (name, len(differ), differ[:3])


def _sorted(rows: Table) -> Table:
    """Sort by ids and words, so that a last digit does not move a row."""
    return sorted(rows, key=lambda row: [str(value) for value in row if not isinstance(value, float)])


def _like(one: tuple[object, ...], other: tuple[object, ...], tolerance: float) -> bool:
    return all(
        abs(a - b) <= tolerance * max(1, abs(a) / 50) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(one, other, strict=True)
    )


# A small history, and everything that may come later


MIDDLE = date(2026, 6, 20)
DAYS = (date(2026, 6, 30), date(2026, 7, 31))
STARTS = {"first": date(2026, 1, 10), "second": date(2026, 3, 5), "open": date(2026, 6, 10), "later": date(2026, 7, 1)}
CAMPAIGNS: Rows = [
    {"campaign_id": name, "product": product, "starts_on": str(STARTS[name]), "response_days": days}
    for name, product, days in [("first", "music", "30"), ("second", "data", "20"), ("open", "music", ""),
                                ("later", "voice", "15")]
]  # fmt: skip


def members(numbers: Iterable[int]) -> Rows:
    return [
        {"member_id": f"m{i}", "brand": "ABC"[i % 3], "age": str(20 + i), "timezone": ["", "Asia/Tokyo"][i % 2]}
        for i in numbers
    ]


def contacts(campaign: str, numbers: Iterable[int], days: int = 0, **more: str) -> Rows:
    start = datetime.combine(STARTS[campaign], datetime.min.time()) + timedelta(days=days, hours=10)
    return [
        {"member_id": f"m{i}", "campaign_id": campaign, "contacted_at": str(start + timedelta(days=i % 4)),
         "channel": ("sms", "email", "call")[i * 7 % 3], "gift": ("", "coupon")[i // 2 % 2],
         "is_control": str(i % 10 == 9), "treatment_code": f"{campaign}-{i % 5}", **more}
        for i in numbers
    ]  # fmt: skip


def responses(campaign: str, numbers: Iterable[int], days: int = 6, **more: str) -> Rows:
    start = datetime.combine(STARTS[campaign], datetime.min.time()) + timedelta(days=days)
    return [
        {
            "member_id": f"m{i}",
            "campaign_id": campaign,
            "responded_at": str(start + timedelta(hours=9 + i % 12)),
            **more,
        }
        for i in numbers
    ]


def begun(folder: Path) -> Story:
    story = Story(folder)
    story.load("members", members(range(40)))
    story.load("campaigns", CAMPAIGNS)
    for name in ("first", "second", "open"):
        story.load("contacts", contacts(name, range(2, 36)))
    story.load("responses", responses("first", range(2, 36, 3)) + responses("second", range(3, 36, 5)))
    story.load("responses", responses("open", range(2, 20, 4)))
    return story


@pytest.fixture(scope="module")
def begun_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small history: loaded, and scored at MIDDLE, while one window is open."""
    story = begun(tmp_path_factory.mktemp("begun"))
    shutil.copy(story.path, story.folder / "loaded.duckdb")
    story.score(MIDDLE)
    return story.folder


@pytest.fixture
def story(begun_once: Path, tmp_path: Path) -> Story:
    """A history to be gone on with."""
    told = Story(tmp_path / "story", loaded_before=begun_once / "loaded.duckdb")
    shutil.copy(begun_once / told.path.name, told.path)
    return told


Turn = Callable[[Story], Iterator[None]]
TURNS: list[Turn] = []


def turn(made: Turn) -> Turn:
    """Note what may come later; at each ``yield`` time passes and the scores are brought to another day."""
    TURNS.append(made)
    return made


@turn
def nothing(story: Story) -> Iterator[None]:
    """Only time passes."""
    yield


@turn
def answers_in_an_open_window(story: Story) -> Iterator[None]:
    story.load("responses", responses("open", range(3, 30, 4), days=14))
    yield
    story.load("responses", responses("open", range(4, 30, 4), days=17))


@turn
def answers_to_an_old_campaign(story: Story) -> Iterator[None]:
    story.load("responses", responses("first", range(4, 36, 7)))
    yield


@turn
def answers_before_their_contacts(story: Story) -> Iterator[None]:
    story.load("responses", responses("later", range(5, 30, 4)))
    yield
    story.load("contacts", contacts("later", range(40)))


@turn
def answers_by_code_before_their_contacts(story: Story) -> Iterator[None]:
    coded = [
        {"member_id": f"m{i}", "treatment_code": f"later-{i % 5}", "responded_at": "2026-07-06 12:00:00"}
        for i in range(5, 30, 4)
    ]
    story.load("responses", coded)
    yield
    story.load("contacts", contacts("later", range(40)))


@turn
def answers_without_a_day(story: Story) -> Iterator[None]:
    story.load("responses", responses("open", range(3, 30, 4), responded_at=""))
    yield


@turn
def answers_that_came_after_the_day(story: Story) -> Iterator[None]:
    story.load("responses", responses("open", range(3, 30, 4), days=25) + responses("second", range(4, 9), days=80))
    yield


@turn
def outcomes_in_the_contacts(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("open", range(2, 20), responded="true", responded_at="2026-07-02 08:00:00"))
    yield
    story.load("contacts", contacts("first", range(2, 8), responded="true"))


@turn
def contacts_that_lie_ahead(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("later", range(30)) + contacts("open", range(30, 38), days=25))
    yield
    story.load("responses", responses("later", range(3, 24, 3)))


@turn
def contacts_of_an_old_campaign(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("first", range(30, 45), days=1))
    yield


@turn
def contacts_on_the_first_day_of_their_campaign(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("later", range(30), contacted_at=""))
    yield


@turn
def contacts_without_any_day(story: Story) -> Iterator[None]:
    named = [{**row, "campaign_id": "unnamed"} for row in contacts("later", range(30), contacted_at="")]
    story.load("contacts", named)
    yield
    story.load("campaigns", [{"campaign_id": "unnamed", "product": "music", "starts_on": "2026-04-01"}])


@turn
def a_campaign_taken_back_and_corrected(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("second", range(2, 25), channel="call"), replaces="second")
    yield
    story.load("contacts", contacts("second", range(10, 36)), replaces="second")


@turn
def an_element_that_nobody_has_any_more(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("later", range(30), channel="pigeon", gift="grain"))
    yield
    story.load("contacts", contacts("later", range(20), gift=""), replaces="later")


@turn
def all_of_a_campaign_were_controls(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("second", range(2, 36), is_control="true"), replaces="second")
    yield


@turn
def windows_that_change(story: Story) -> Iterator[None]:
    story.load(
        "campaigns", [{"campaign_id": "first", "response_days": "3"}, {"campaign_id": "open", "response_days": "60"}]
    )
    yield
    story.load("campaigns", [{"campaign_id": "first", "response_days": "10"}])


@turn
def elements_that_change(story: Story) -> Iterator[None]:
    story.load("campaigns", [{"campaign_id": "first", "gift": "points", "product": "voice", "timing": "holiday"}])
    yield


@turn
def other_first_days(story: Story) -> Iterator[None]:
    story.load("campaigns", [{"campaign_id": "first", "starts_on": "2026-06-28"}])
    yield


@turn
def members_corrected(story: Story) -> Iterator[None]:
    corrected = [{**row, "brand": "CA"[i % 2], "age": "60", "timezone": "Europe/Oslo"} for i, row in
                 enumerate(members(range(10, 30)))]  # fmt: skip
    story.load("members", corrected)
    yield


@turn
def members_who_join(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("later", range(30, 60)))
    yield
    story.load("members", [{**row, "joined_on": "2026-07-20"} for row in members(range(35, 70))])
    yield


@turn
def an_attribute_that_comes_later(story: Story) -> Iterator[None]:
    story.load("members", [{"member_id": f"m{i}", "tier": "gold" if i % 4 else "tin"} for i in range(40)])
    story.load("members", [{"member_id": "m3", "brand": "a brand of one's own"}])
    yield


@turn
def optouts(story: Story) -> Iterator[None]:
    out = [{"member_id": f"m{i}", "channel": "sms", "opted_out_on": "2026-07-01"} for i in range(0, 40, 3)]
    story.load("optouts", out)
    yield
    story.load("responses", responses("open", range(1, 40, 6), kind="STOP", channel="email"))


@turn
def failed_deliveries(story: Story) -> Iterator[None]:
    story.load("responses", responses("second", range(2, 30, 4), kind="failed"))
    story.load("responses", responses("open", range(2, 30, 4), days=21, kind="failed"))
    yield
    coded = [{**row, "campaign_id": "", "treatment_code": f"first-{int(row['member_id'][1:]) % 5}"} for row in
             responses("first", range(3, 30, 4), kind="failed")]  # fmt: skip
    story.load("responses", coded)


@turn
def reports_before_their_contacts(story: Story) -> Iterator[None]:
    story.load("responses", responses("later", range(2, 30, 4), kind="failed") + responses("later", range(3, 9)))
    yield
    story.load("contacts", contacts("later", range(30)))


@turn
def an_earlier_day(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("later", range(30)))
    story.score(date(2026, 2, 1))
    story.load("responses", responses("later", range(2, 30, 4)))
    yield


@turn
def a_day_before_everything(story: Story) -> Iterator[None]:
    from attitude.errors import BadDataError

    story.load("responses", responses("first", range(5, 36, 7)))
    with pytest.raises(BadDataError):
        story.score(date(2020, 1, 1))
    yield


@turn
def a_far_day_and_back(story: Story) -> Iterator[None]:
    story.score(date(2046, 1, 1))
    yield


@turn
def learned_windows(story: Story) -> Iterator[None]:
    """So many late answers that the window of campaigns without one is another."""
    old = [{**row, "campaign_id": "old", "contacted_at": "2025-10-01"} for row in contacts("first", range(130))]
    late = [{**row, "campaign_id": "old", "responded_at": "2025-11-20"} for row in responses("first", range(125))]
    story.load("contacts", old)
    story.load("responses", late)
    yield


@turn
def settings_that_change(story: Story) -> Iterator[None]:
    story.settings = ScoreSettings(half_life_days=365, attributes=["age"], alpha=3, beta=1, kappa=7, response_days=12)
    yield
    story.settings = ScoreSettings(half_life_days=90, attributes=["brand", "age"])


@turn
def another_clock(story: Story) -> Iterator[None]:
    story.send = SendSettings(timezone="America/New_York", hours=(6, 12))
    yield
    story.send = SendSettings(hours=(0, 24))


def the_same_code_in_two_campaigns(story: Story) -> Iterator[None]:
    """What a code means was another campaign's contact before."""
    story.load("contacts", contacts("second", range(40), days=1, treatment_code="A"))
    story.load(
        "responses", [{"member_id": f"m{i}", "treatment_code": "A", "responded_at": "2026-03-12"} for i in range(9)]
    )
    yield
    story.load("contacts", contacts("first", range(40), days=3, treatment_code="A"))


def reports_on_the_same_code_in_two_campaigns(story: Story) -> Iterator[None]:
    story.load("contacts", contacts("first", range(20), days=3, treatment_code="A"))
    story.load("contacts", contacts("second", range(20, 40), days=1, treatment_code="A"))
    failed = {"treatment_code": "A", "kind": "failed", "responded_at": "2026-03-12"}
    story.load("responses", [{"member_id": f"m{i}", **failed} for i in range(20, 40)])
    yield
    story.load("contacts", contacts("first", range(20, 40), days=3, treatment_code="A"))


def played(story: Story, turns: Iterable[Turn]) -> None:
    """Let several things come at once, part after part, and score after each."""
    running = [made(story) for made in turns]
    for day in DAYS:
        for part in running:
            next(part, None)
        story.score(day)


def groups(seed: int, size: int = 6) -> list[list[Turn]]:
    shuffled = random.Random(seed).sample(TURNS, len(TURNS))
    return [shuffled[at : at + size] for at in range(0, len(shuffled), size)]


@pytest.mark.parametrize("turns", groups(1), ids=lambda turns: "-".join(made.__name__ for made in turns))
def test_what_comes_later_is_as_if_it_had_come_at_once(story: Story, turns: list[Turn]) -> None:
    played(story, turns)
    story.check(also_at_once=turns in groups(1)[::2])


# A code that a member got in two campaigns is that of the campaign first by id (views store.codes and store.reports). A
# contact that comes later, or goes with --replace, so moves an answer or a report from one campaign to another.
@pytest.mark.parametrize(
    "made", [the_same_code_in_two_campaigns, reports_on_the_same_code_in_two_campaigns], ids=lambda made: made.__name__
)
def test_a_code_of_two_campaigns(story: Story, made: Turn) -> None:
    played(story, [made])
    assert_same(story.found(), story.made_anew(), 0)


def test_sums_in_parts_are_the_sums_of_all(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = story.made_anew()
    monkeypatch.setattr("attitude.score._PART_CONTACTS", 9)
    assert_same(story.made_anew(), wanted, 0)


# DuckDB 2.0.0: where a transaction inserts no rows into a table (by a statement that keeps their order, by several
# threads), more than a row group (122,880 rows) that it inserts next are not seen until the file is opened anew.
# So score/draws writes the sample once.
def test_a_large_sample_to_which_nobody_is_added() -> None:
    with Workspace(None) as workspace:
        workspace.make_tables()
        workspace.rows("set threads = 2")
        workspace.rows("insert into store.persons select range, 'm' || range from range(1, 123001)")
        for last_person in (0, 123_000):
            with workspace.transaction():
                workspace.run("score/drawn", last_person=last_person)
                workspace.run("score/draws")
                assert workspace.row("select count(*) from store.draws where member_key > 0") == (123_000,)


# The same in load/members: rows that differ (none) and new ones are written together.
def test_members_corrected_after_a_large_file(tmp_path: Path) -> None:
    for name, first, last in (("one", 0, 123_000), ("two", 122_990, 123_010)):
        text = "".join(f"m{i},{name}\n" for i in range(first, last))
        (tmp_path / f"{name}.csv").write_text(f"member_id,brand\n{text}")
    create(tmp_path / "attitude.duckdb")
    with Workspace(tmp_path / "attitude.duckdb") as workspace:
        workspace.rows("set threads = 2")
        for name in ("one", "two"):
            load_file(workspace, "members", tmp_path / f"{name}.csv", LoadOptions())
    with Workspace(tmp_path / "attitude.duckdb", read_only=True) as workspace:
        assert workspace.row("select count(*), count(distinct member_id) from members") == (123_010, 123_010)


# A longer history, of which parts come in any order


def read(folder: Path, kind: str) -> Rows:
    return [row for path in sorted(folder.glob(f"{kind}*.csv")) for row in csv.DictReader(path.open(encoding="utf-8"))]


@dataclass
class Dealer:
    """Deals what a world has to tell, some of it corrected on the way."""

    story: Story
    files: Path
    draw: random.Random

    def __post_init__(self) -> None:
        self.members, self.campaigns = read(self.files, "members"), read(self.files, "campaigns")
        self.known: Rows = []
        self.hands = [("contacts", part) for part in self._parts(read(self.files, "contacts"), 4)]
        self.hands += [("responses", part) for part in self._parts(read(self.files, "responses"), 3)]
        self.hands += [("members", self.members[400:]), ("optouts", read(self.files, "optouts"))]
        self.draw.shuffle(self.hands)

    def _parts(self, rows: Rows, parts: int) -> list[Rows]:
        """Cut by campaign, by day, or anyhow; codes stand for some campaigns."""
        for row in rows:
            row["treatment_code"] = f"K-{row['campaign_id']}" if row["campaign_id"] < "2025-09" else ""
        if self.draw.random() < 0.5:
            self.draw.shuffle(rows)
        size = -(-len(rows) // parts)
        return [rows[at : at + size] for at in range(0, len(rows), size)]

    def begin(self) -> None:
        self.story.load("members", self.members[:400])
        self.story.load("campaigns", self.campaigns[:20])

    def deal(self) -> None:
        if self.hands and self.draw.random() < 0.7:
            kind, rows = self.hands.pop()
            if kind == "contacts":
                self.known += rows
            if kind == "responses" and self.draw.random() < 0.3:  # by their code alone
                rows = [{**row, "campaign_id": "" if row["treatment_code"] else row["campaign_id"]} for row in rows]
            self.story.load(kind, rows)
        else:
            self.draw.choice([self.campaign_corrected, self.contacts_replaced, self.members_corrected,
                              self.some_failed, self.some_answered])()  # fmt: skip

    def campaign_corrected(self) -> None:
        row = dict(self.draw.choice(self.campaigns))
        change = {"response_days": str(self.draw.choice([5, 14, 45])), "gift": "points", "product": "concert"}
        name = self.draw.choice(list(change))
        self.story.load("campaigns", [{"campaign_id": row["campaign_id"], name: change[name]}])

    def contacts_replaced(self) -> None:
        if self.known:
            campaign = self.draw.choice(self.known)["campaign_id"]
            rows = [row for row in self.known if row["campaign_id"] == campaign]
            kept = self.draw.sample(rows, max(1, len(rows) * 4 // 5))
            corrected = [{**row, "gift": "points" if self.draw.random() < 0.1 else row["gift"]} for row in kept]
            self.story.load("contacts", corrected, replaces=campaign)

    def members_corrected(self) -> None:
        rows = self.draw.sample(self.members, 60)
        moved = {"timezone": self.draw.choice(["Asia/Tokyo", "nowhere"]), "region": "north", "brand": "M-Zone"}
        self.story.load("members", [{**row, **moved} for row in rows])

    def some_failed(self) -> None:
        if self.known:
            rows = self.draw.sample(self.known, min(30, len(self.known)))
            told = ("member_id", "campaign_id", "treatment_code")
            failed = [{**{name: row[name] for name in told}, "responded_at": row["contacted_at"]} for row in rows]
            self.story.load("responses", [{**row, "kind": "failed"} for row in failed])

    def some_answered(self) -> None:
        if self.known:
            rows = self.draw.sample(self.known, min(30, len(self.known)))
            self.story.load("contacts", [{**row, "responded": "true", "delivered": ""} for row in rows])


def dealt(world_files: Path, folder: Path, seed: int) -> Story:
    """Deal a world, with a scoring now and then, each on a later day than the last but for one in five."""
    draw = random.Random(seed)
    story = Story(folder, settings=ScoreSettings() if seed % 2 else ScoreSettings(half_life_days=300, beta=2))
    dealer = Dealer(story, world_files / "files", draw)
    dealer.begin()
    day = date(2025, 6, 1)
    while dealer.hands:
        dealer.deal()
        if any(row["contacted_at"] < "2025-06-01" for row in dealer.known) and draw.random() < 0.25:
            day += timedelta(days=draw.choice([0, 7, 60, 150, -200]))
            story.score(max(day, date(2025, 6, 1)))
    story.score(max(day, date(2026, 1, 1)))
    dealer.deal()
    story.score(date(2026, 11, 20))
    return story


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_world_dealt_in_parts(world_files: Path, tmp_path: Path, seed: int) -> None:
    dealt(world_files, tmp_path / "story", seed).check()

"""Both arms of a campaign are contacted alike afterwards: who is held out counts as contacted where contacts count."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from conftest import Cli

from attitude.database import Workspace

MEMBERS = 6000
PLAN = """\
[campaign]
id = "{id}"
product = "{product}"
starts_on = 2026-03-{day:02}
ends_on = 2026-03-31
value_per_response = 1.0
[[offer]]
channel = "{channel}"
[holdout]
share = {share}
[limits]
size = {size}
[send]
days = {days}
"""
CAP = "[policy]\nall = {{ max = {most}, days = 14 }}\n"
LATELY = "[exclude]\ncontacted_within_days = 14\n"


@pytest.fixture
def base(tmp_path: Path, ok: Cli) -> Path:
    """Members with a phone and an address, whom one campaign has contacted long before; scored."""
    ids = [f"{i:05d}" for i in range(MEMBERS)]
    write(tmp_path / "members.csv", "member_id,phone,email", (f"{m},+86139{m:0>8},m{m}@example.com" for m in ids))
    contacts = (f"{m},old,2026-01-05 10:00:00,{'sms' if int(m) % 2 else 'email'},portal" for m in ids)
    write(tmp_path / "contacts.csv", "member_id,campaign_id,contacted_at,channel,product", contacts)
    answers = (f"{m},old,2026-01-07 11:00:00" for m in ids if int(m) % 11 == 0)
    write(tmp_path / "responses.csv", "member_id,campaign_id,responded_at", answers)
    ok("init")
    for kind in ("members", "contacts", "responses"):
        ok("load", kind, f"{kind}.csv")
    ok("score")
    return tmp_path / "attitude.duckdb"


def write(path: Path, head: str, rows: object) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")  # type: ignore[misc]
    return path


def listed(
    ok: Cli, campaign: str, day: int, more: str, *, size: int = MEMBERS // 2, is_sent: bool = True, **other: object
) -> None:
    """Choose a list and hand it over; what is sent is loaded."""
    values: dict[str, object] = {"product": "portal", "channel": "sms", "share": 0.3, "days": 1, **other}
    Path(f"{campaign}.toml").write_text(PLAN.format(id=campaign, day=day, size=size, **values) + more, encoding="utf-8")
    ok("target", f"{campaign}.toml", "--force")
    ok("export", campaign, "-o", f"{campaign}.csv", "--allow", "size", "--allow", "expired")
    with Path(f"{campaign}.csv").open(encoding="utf-8") as file:
        if is_sent and next(csv.DictReader(file), None):
            ok("load", "contacts", f"{campaign}.csv")


def exposure(path: Path, first: str, second: str) -> dict[bool, tuple[int, int]]:
    """Count the members of each arm of one campaign, held out or not, and those whom another contacted."""
    query = """
    with arm as (
        select member_id, is_control from list_members join lists using (list_id) where campaign_id = $1
        union
        select member_id, is_control from contacts where campaign_id = $1
    )
    select is_control, count(*), count(*) filter (
        member_id in (select member_id from contacts where campaign_id = $2 and not is_control)
    )
    from arm group by is_control
    """
    with Workspace(path, read_only=True) as workspace:
        query = query.replace("$1", f"'{first}'").replace("$2", f"'{second}'")
        return {is_control: (members, met) for is_control, members, met in workspace.rows(query)}


def differ_by_chance(arms: dict[bool, tuple[int, int]]) -> bool:
    """Tell whether two shares are within three standard errors of each other."""
    (held, met_held), (sent, met_sent) = arms[True], arms[False]
    share = (met_held + met_sent) / (held + sent)
    spread = (share * (1 - share) * (1 / held + 1 / sent)) ** 0.5
    return bool(abs(met_held / held - met_sent / sent) <= 3 * spread)


def bought(path: Path, folder: Path, campaigns: tuple[str, ...]) -> Path:
    """Let a tenth buy unasked, and eight in a hundred more for each of some campaigns that contacted them."""
    draw = random.Random(4)
    with Workspace(path, read_only=True) as workspace:
        met = {
            one: {m for (m,) in workspace.rows(f"select member_id from contacts where campaign_id = '{one}'")}
            for one in campaigns
        }
    buyers = []
    for i in range(MEMBERS):
        member = f"{i:05d}"
        if draw.random() < 0.1 + 0.08 * sum(member in of for of in met.values()):
            buyers.append(f"{member},2026-03,portal,5")
    return write(folder / "usage.csv", "member_id,month,product,revenue", ["x,2026-02,portal,5", *buyers])


POLICIES = [
    pytest.param(CAP.format(most=1), 0, id="all 1"),
    pytest.param(CAP.format(most=2), None, id="all 2"),
    pytest.param(LATELY, 0, id="contacted within"),
    pytest.param("[policy]\nsms = { max = 1, days = 14 }\n", 0, id="sms 1", marks=pytest.mark.long),
]


@pytest.mark.slow
@pytest.mark.parametrize(("more", "met"), POLICIES)
def test_two_lists_under_a_policy(base: Path, ok: Cli, tmp_path: Path, more: str, met: int | None) -> None:
    """Eight points planted: the second list may take nothing from the first one's comparison."""
    listed(ok, "first", 2, more)
    listed(ok, "second", 9, more)
    arms = exposure(base, "first", "second")
    assert differ_by_chance(arms)
    if met is not None:
        assert (arms[True][1], arms[False][1]) == (met, met)
    else:
        assert arms[True][1] > 0, "both arms are contacted, as the policy has room"
    ok("load", "usage", bought(base, tmp_path, ("first", "second")))
    (row,) = csv.DictReader(ok("measure", "first", "--format", "csv").out.splitlines())
    assert float(row["difference_low"]) < 0.08 < float(row["difference_high"])


DATES = [("2026-03-02 10:00:00", "2026-03-02 10:00:00"), ("2026-03-{day:02} 10:00:00", ""), ("", "")]


@pytest.mark.slow
@pytest.mark.parametrize(("sent", "held"), DATES, ids=["a day each", "no day of those held out", "no day"])
def test_controls_of_a_file(base: Path, ok: Cli, tmp_path: Path, sent: str, held: str) -> None:
    """Where a file does not say when they would have been contacted, their times are those of the contacted."""
    rows = [
        f"{i:05d},first,{(held if i % 3 == 0 else sent).format(day=1 + i // 3 % 10)},sms,{i % 3 == 0}"
        for i in range(MEMBERS // 2)
    ]
    write(tmp_path / "first.csv", "member_id,campaign_id,contacted_at,channel,is_control", rows)
    write(tmp_path / "campaigns.csv", "campaign_id,product,starts_on", ["first,portal,2026-03-02"])
    ok("load", "campaigns", "campaigns.csv")
    ok("load", "contacts", "first.csv")
    listed(ok, "second", 20 if "{" in sent else 12, CAP.format(most=1), size=MEMBERS)
    arms = exposure(base, "first", "second")
    assert differ_by_chance(arms)
    assert (arms[True][1] > 0) == ("{" in sent)


def test_why_diff_and_the_list_say_it(base: Path, ok: Cli) -> None:
    more = CAP.format(most=1)
    values: dict[str, object] = {"product": "portal", "channel": "sms", "share": 0.3, "days": 1}
    Path("second.toml").write_text(PLAN.format(id="second", day=9, size=MEMBERS, **values) + more, encoding="utf-8")
    ok("target", "second.toml", "--force")
    listed(ok, "first", 2, more, is_sent=False)
    said = ok("target", "second.toml", "--force")
    (held, sent), alike = exposure(base, "first", "none").values(), "counts as contacted, so that both arms stay alike"
    assert {held, sent} == {(held[0], 0), (3000, 0)}
    words = f"out by rules that count contacts, and held out of one: {held[0]:,}; it {alike}"
    assert words in " ".join(said.err.split())
    with Workspace(base, read_only=True) as workspace:
        (member,) = workspace.row("select min(member_id) from list_members where is_control and list_id like 'first%'")
        (name,) = workspace.row("select list_id from lists where campaign_id = 'first'")
        lists = [one for (one,) in workspace.rows("select list_id from store.lists where campaign_id = 'second' "
                                                  "order by list_key")]  # fmt: skip
    words = f"policy all: at most 1 in 14 days: held out from first on 2026-03-02: {alike}"
    assert words in " ".join(ok("why", lists[1], member).out.split())
    words = f"policy all: at most 1 in 14 days {held[0]:,} of them held out of a contact that it counts: {alike}"
    assert words in " ".join(ok("diff", *lists).out.split())
    ok("recall", "first")
    assert "would let them pass" in ok("why", lists[1], member).out, "a list taken back counts for neither arm"
    Path("third.toml").write_text(Path("second.toml").read_text() + f'[exclude]\nlists = ["{name}"]\n')
    ok("target", "third.toml", "--force")
    assert f"on {name}: held out from {name}: {alike}" in " ".join(ok("why", "second", member).out.split())

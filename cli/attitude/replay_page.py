"""History under other caps, for a person: what is left out, saved and lost, month by month, in 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.numbers import count, percent, share, sum_of
from attitude.replay import Cut, ReplayResult, SweepResult
from attitude.widths import cut

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]
_NAME = 19  # signs of a campaign's id
_TITLES: dict[Cut, str] = {"months": "By month", "channels": "By channel", "campaigns": "By campaign"}
_CAMPAIGNS = 10
_NUMBERS = 8
MEANINGS = (
    "lost: answers of which every contact of the campaign that they fit is left out, and in % of all answers; the most "
    "that can be lost, for some come without a contact too",
    "added: of what the holdouts say would not have come without a contact: those left in peace beside those held out "
    "whom the same caps would have left in peace; ±: the larger reach of the 95 % interval",
)


def show(result: ReplayResult) -> None:
    """Show the whole: what the rules leave out, month by month, by channel, by campaign, and whom it spares."""
    say.headline(f"Contacts from {result.since:%Y-%m} to {result.until:%Y-%m} gone through under other caps")
    for words in rules(result):
        say.note(words)
    for words in headlines(result):
        say.note(words)
    for part, title in _TITLES.items():
        table = getattr(result, part)
        most = _most(table) if part == "campaigns" else table
        say.headline(title if most.height == table.height else f"{title}: the {_CAMPAIGNS} with most left out")
        say.data(screen_of(most, part), None, None)
    say.headline("Members by contacts they are spared")
    say.data(screen_of(result.members, "members"), None, None)
    for words in MEANINGS:
        say.note(words)


def _most(campaigns: pl.DataFrame) -> pl.DataFrame:
    """Give the whole and the campaigns with most left out, in their own order."""
    import polars as pl

    ranks = campaigns.slice(1).with_row_index("place").sort("left_out", "place", descending=[True, False])
    return pl.concat([campaigns.head(1), ranks.head(_CAMPAIGNS).sort("place").drop("place")])


def rules(result: ReplayResult) -> list[str]:
    """Say each rule, and how many contacts it had no room for."""
    return [rule_words(row) for row in result.rules.iter_rows(named=True)]


def rule_words(row: Row) -> str:
    """Put a rule in words, with what it leaves out.

    Examples
    --------
    >>> row = {"family": "sms", "most": 2, "days": 30, "per": "member", "left_out": 9, "left_out_alone": 4}
    >>> rule_words(row)
    'sms: at most 2 in 30 days, of each member: no room for 9 contacts, 4 by this rule alone'
    """
    whose = "of each member" if row["per"] == "member" else "of a household together"
    alone = f", {row['left_out_alone']:,} by this rule alone" if row["left_out_alone"] < row["left_out"] else ""
    return (
        f"{row['family']}: at most {row['most']:,} in {row['days']:,} days, {whose}: no room for "
        f"{row['left_out']:,} contacts{alone}"
    )


def headlines(result: ReplayResult) -> list[str]:
    """Put the whole in sentences."""
    whole = result.months.row(0, named=True)
    spared = sum(row["members"] for row in result.members.iter_rows(named=True) if row["spared"])
    members = sum(result.members["members"])
    saved = "what they cost is not known" if whole["saved"] is None else f"{sum_of(whole['saved'])} saved"
    lines = [
        f"{whole['left_out']:,} of {whole['contacts']:,} contacts left out ({share(whole['share'])}), {saved}; "
        f"{spared:,} of {members:,} members are spared at least one"
    ]
    if whole["answers_lost"] or whole["answers_kept"]:
        lines.append(_answers(whole))
    return lines


def _answers(whole: Row) -> str:
    value = "" if whole["value_lost"] is None else f", worth {sum_of(whole['value_lost'])}"
    words = f"at most {whole['answers_lost']:,} of {whole['answers']:,} answers lost{value}"
    if whole["added_lost"] is not None:
        words += f"; of the added ones {_in_full(whole)}"
    if whole["answers_kept"]:
        words += f"; {whole['answers_kept']:,} more would have come of another contact of the campaign"
    return words


def _in_full(row: Row) -> str:
    middle, low, high = _added(row)
    if middle is None or low is None or high is None:
        return count(middle) or "not known"
    return f"{count(middle)} (95 % interval {count(low)} to {count(high)})"


def added_words(row: Row) -> str:
    """Write what was added, with the larger reach of its interval.

    Examples
    --------
    >>> row = {"left_out": 50, "added_lost": 12.2, "added_lost_low": 4.0, "added_lost_high": 15.1}
    >>> added_words(row), added_words(row | {"left_out": 0}), added_words(row | {"added_lost": None})
    ('12 ±8', '0', 'not known')
    """
    middle, low, high = _added(row)
    if not row["left_out"]:
        return "0"
    if middle is None:
        return "not known"
    return (
        count(middle) if low is None or high is None else f"{count(middle)} ±{count(max(middle - low, high - middle))}"
    )


def _added(row: Row) -> tuple[float | None, float | None, float | None]:
    return row["added_lost"], row["added_lost_low"], row["added_lost_high"]


def screen_of(table: pl.DataFrame, part: Cut) -> pl.DataFrame:
    """Give what a person's table shows of a part."""
    import polars as pl

    shape = _SHAPES[part]
    rows = [shape(row) for row in (_few(table) if part == "members" else table).iter_rows(named=True)]
    return _right(pl.DataFrame(rows, infer_schema_length=None)) if rows else table


def _right(table: pl.DataFrame) -> pl.DataFrame:
    """Write figures that are text to the right, as numbers are; the first column says what they are of."""
    import polars as pl

    texts = [name for name in table.columns[1:] if table.schema[name] == pl.String and name != "per"]
    widths = {name: max(len(name), *(len(cell) for cell in table[name])) for name in texts}
    return table.with_columns(pl.col(name).str.pad_start(width) for name, width in widths.items())


def _few(members: pl.DataFrame) -> pl.DataFrame:
    """Take the highest numbers of contacts together where there are many."""
    import polars as pl

    if members.height <= _NUMBERS:
        return members
    least = members["spared"].sort()[_NUMBERS - 1]
    high = members.filter(pl.col("spared") >= least).select(pl.col("members", "contacts", "left_out").sum())
    return pl.concat(
        [
            high.select(pl.lit(f"{least} or more").alias("spared"), "members", "contacts", "left_out"),
            members.filter(pl.col("spared") < least).with_columns(pl.col("spared").cast(pl.String)),
        ]
    )


def _line(row: Row) -> Row:
    name = next(iter(row))
    return {
        name: cut(str(row[name]), _NAME),
        "contacts": row["contacts"],
        "left out": row["left_out"],
        "out %": percent(row["share"], 1),
        "saved": sum_of(row["saved"]),
        "lost": row["answers_lost"],
        "lost %": percent(row["answers_lost"] / row["answers"] if row["answers"] else None, 1),
        "added ±95 %": added_words(row),
    }


def _campaign(row: Row) -> Row:
    """Give a line without the contacts, so that a campaign's name has room."""
    return {name: value for name, value in _line(row).items() if name != "contacts"}


def _members(row: Row) -> Row:
    return {
        "spared": row["spared"],
        "members": row["members"],
        "contacts": row["contacts"],
        "left out": row["left_out"],
        "a member before": f"{row['contacts'] / row['members']:.1f}",
        "after": f"{(row['contacts'] - row['left_out']) / row['members']:.1f}",
    }


def _rules(row: Row) -> Row:
    return {
        "channel": row["family"],
        "max": row["most"],
        "days": row["days"],
        "per": row["per"],
        "left out": row["left_out"],
        "alone": row["left_out_alone"],
    }


_SHAPES = {"months": _line, "channels": _line, "campaigns": _campaign, "members": _members, "rules": _rules}


def sweep_screen(result: SweepResult) -> pl.DataFrame:
    """Give a sweep in few narrow columns."""
    import polars as pl

    key = result.table.columns[0]
    rows = [
        {
            key: f"{row[key]:g}",
            "left out": row["left_out"],
            "%": percent(row["share"], 1),
            "members": row["members"],
            "saved": sum_of(row["saved"]),
            "lost": row["answers_lost"],
            "added ±95 %": added_words(row),
        }
        for row in result.table.iter_rows(named=True)
    ]
    return _right(pl.DataFrame(rows, infer_schema_length=None))

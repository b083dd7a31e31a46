"""What a campaign brought, for a person: the figures that decide first, in narrow columns, with their formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attitude import say

if TYPE_CHECKING:
    import polars as pl

    from attitude.measure import MeasureResult

Row = dict[str, Any]


def show(found: MeasureResult) -> None:
    """Show a part, with what its figures mean; words go to stderr, as everywhere."""
    if found.part == "credit" and found.answers is not None:
        say.headline("Answers of the campaign's time, by class")
        say.data(screen_of(found.answers, "answers"), None, None)
        say.headline("Which contact each counted answer is owed to, by three rules; n: contacts that fit an answer")
    say.data(screen_of(found.table, found.part), None, None)
    for words in _MEANINGS.get(found.part, ()):
        say.note(words)


def screen_of(table: pl.DataFrame, part: str) -> pl.DataFrame:
    """Give what a person's table shows of a part."""
    import polars as pl

    if part == "profit":
        return _profit(table)
    if part == "money":
        return _money(table)
    shape: Callable[[Row], Row] = _SHAPES[part]
    rows = [shape({**row, "by": table.columns[0]}) for row in table.iter_rows(named=True)]
    # an empty table still shows what it would hold
    return pl.DataFrame(rows, infer_schema_length=None) if rows else table


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.2%}".removesuffix("%")


def _amount(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}"


def _chance(p: float | None) -> str:
    return "" if p is None else "<0.001" if p < 0.001 else f"{p:.3f}"


def _lift(row: Row) -> Row:
    low, high = _percent(row["difference_low"]), _percent(row["difference_high"])
    missing = "no holdout" if row["treated"] else "nobody contacted"
    return {
        row["by"]: row[row["by"]],
        "lift % (95 % interval)": f"{_percent(row['difference'])} ({low} to {high})" if low else missing,
        "sent": row["treated"],
        "answers": row["responses"],
        "rate %": _percent(row["rate"]),
        "held": row["control"],
        "base %": _percent(row["control_rate"]),
        "p": _chance(row["p_adjusted"]),
    }


def _credit(row: Row) -> Row:
    offer = " · ".join(row[name] for name in ("cell", "channel", "gift") if row[name])
    return {
        "treatment": "all" if row["campaign_id"] == "all" else offer or "(no elements)",
        "code": row["treatment_code"] or "",
        "best": row["best"],
        "fractional 1/n": row["fractional"],
        "multiple n × 1": row["multiple"],
        "best value": row["best_value"],
        "campaign": row["campaign_id"],
    }


def _answers(row: Row) -> Row:
    return {
        "answers that": row["meaning"],
        "class": row["class"],
        "count": row["counts"],
        "answers": row["answers"],
        "value": row["value"],
    }


def _beside(row: Row) -> Row:
    return {
        "group": row["group"],
        "members": row["members"],
        "answers": row["responses"],
        "rate %": _percent(row["rate"]),
        "difference %": _percent(row["difference"]),
    }


def _deciles(row: Row) -> Row:
    return {
        "channel": row["channel"],
        "tenth": row["decile"],
        "members": row["members"],
        "expected": _tenths(row["expected"]),
        "answers": row["answers"],
        "rate %": _percent(row["rate"]),
        "lift": _amount(row["lift"]),
        "gains %": _percent(row["gains"]),
    }


def _quality(row: Row) -> Row:
    return {
        "contacts": row["contacts"],
        "expected": _tenths(row["expected"]),
        "answers": row["answers"],
        "AUC": _fine(row["auc"]),
        "top-tenth lift": _amount(row["top_lift"]),
        "log-loss": _fine(row["log_loss"]),
        "held": row["control"],
        "Qini": _fine(row["qini"]),
    }


def _ledger(row: Row) -> Row:
    return {
        "campaign": row["campaign"],
        "channel": row["channel"],
        "tenth": row["decile"],
        "members": row["members"],
        "expected": _tenths(row["expected"]),
        "answers": row["answers"],
        "ratio": _amount(row["ratio"]),
    }


def _tenths(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"


def _fine(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


_SHAPES: dict[str, Callable[[Row], Row]] = {
    "lift": _lift,
    "credit": _credit,
    "answers": _answers,
    "beside": _beside,
    "deciles": _deciles,
    "quality": _quality,
    "ledger": _ledger,
}


def _profit(table: pl.DataFrame) -> pl.DataFrame:
    """Lay the curves side by side, one row per depth; the last column names those that are best there."""
    import polars as pl

    rows: dict[int, Row] = {}
    for row in table.iter_rows(named=True):
        line = rows.setdefault(row["step"], {"depth": _share(row["depth"]), "contacts": row["contacts"], "best": ""})
        line[row["curve"]] = row["profit"]
        if row["is_best"]:
            line["best"] = ", ".join(filter(None, [line["best"], row["curve"]]))
    if not rows:
        return table
    frame = pl.DataFrame(list(rows.values()), infer_schema_length=None)
    return frame.select(*[name for name in frame.columns if name != "best"], "best")


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _money(table: pl.DataFrame) -> pl.DataFrame:
    """Turn the table: one line per figure with its formula, one column per slice."""
    import polars as pl

    by = table.columns[0]
    columns: dict[str, list[str]] = {"figure": [words for words, _, _ in _FIGURES]}
    for row in table.iter_rows(named=True):
        cells = [write(row[name]) for _, name, write in _FIGURES]
        width = max(map(len, cells))
        name = str(row[by])
        columns[f"{by} {name}" if name in columns else name] = [cell.rjust(width) for cell in cells]
    return pl.DataFrame(columns)


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


_FIGURES: tuple[tuple[str, str, Callable[[float | None], str]], ...] = (
    ("contacts", "contacts", _count),
    ("answers", "responses", _count),
    ("cost", "cost", _amount),
    ("cost / contacts", "cost_per_contact", _amount),
    ("cost / answers", "cost_per_response", _amount),
    ("value of all answers", "value", _amount),
    ("value / answers", "value_per_response", _amount),
    ("added value: beyond the holdout", "incremental_value", _amount),
    ("net: added value − cost", "net", _amount),
    ("net / contacts", "net_per_contact", _amount),
    ("return: net / cost", "return", _amount),
    ("all answers counted: (value − cost) / cost", "gross_return", _amount),
    ("breaks even at % more answers than the holdout", "break_even_rate", _percent),
    ("that is, answers beyond the holdout", "break_even_responses", _count),
    ("eligible before the limits of the list", "eligible", _count),
    ("cost of contacting all of them", "cost_of_all", _amount),
    ("cost saved", "cost_saved", _amount),
)


_MEANINGS = {
    "credit": (
        "best: the latest contact before the answer has all of it; fractional: each contact that fits has 1/n; "
        "multiple: each has all of it",
        "a code fits the contacts that carried it; a purchase without a code fits contacts of other campaigns for the "
        "same product too",
    ),
    "profit": (
        "profit = value − cost − fixed cost, of contacting only the first so many by rank; before: as the propensities "
        "foresee, after: of all answers that came, added: of those beyond the holdout",
    ),
    "deciles": (
        "expected: the sum of the propensities; lift: rate / rate of all; gains: share of all answers that came from "
        "this tenth and those before it",
    ),
    "quality": (
        "AUC: the chance that who answered stood above who did not, 0.5 is no order at all; log-loss: less is better",
        "Qini: what the order of the list adds to chance, in answers beyond the holdout per contact, over all depths",
    ),
    "ledger": (
        "expected: the sum of the propensities; ratio: answers / expected",
        "answers are those told by campaign, code or contact; purchases without a code are in --show deciles alone",
    ),
}

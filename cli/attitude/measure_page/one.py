"""What one campaign brought: the figures that decide first, in narrow columns, with their formulas."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from attitude.numbers import amount, chance, count, fine, percent, share, sum_of, tenths

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]


def _lift(row: Row) -> Row:
    missing = "nobody contacted" if row["treated"] == 0 else "no lift" if row["control"] else "no holdout"
    return {
        row["by"]: row[row["by"]],
        "lift % (95 %)": missing if row["difference"] is None else _interval(row),
        "added": count(row["incremental_responses"]),
        "p": chance(row["p_adjusted"]),
        "sent": row["treated"],
        "rate %": percent(row["rate"]),
        "held": row["control"],
        "base": percent(row["control_rate"]),
        "answers": row["answers"],
    }


def _interval(row: Row, name: str = "difference") -> str:
    """Write a lift with its interval, in points, in few signs: a second digit where there are no tens."""
    ends = [100 * row[column] for column in (name, f"{name}_low", f"{name}_high")]
    digits = 1 if max(map(abs, ends)) >= 10 else 2
    lift, low, high = (f"{end:.{digits}f}" for end in ends)
    return f"{lift} ({low} to {high})"


def lift_words(row: Row) -> str | None:
    """Say what the whole campaign added, with intervals; None where there is nothing to compare."""
    if row["difference"] is None:
        return None
    low, high = count(row["incremental_low"]), count(row["incremental_high"])
    text = f"{row['incremental_responses']:+,.0f} answers beyond the holdout (95 % interval {low} to {high})"
    if row["relative_low"] is not None:
        low, high = (f"{row[f'relative_{end}']:+,.0%}" for end in ("low", "high"))
        text += f"; relative lift {row['relative_lift']:+,.0%} ({low} to {high})"
    if row["value_low"] is not None:
        low, high = sum_of(row["value_low"]), sum_of(row["value_high"])
        text += f"; added value {sum_of(row['incremental_value'])} ({low} to {high})"
    return text


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
        "rate %": percent(row["rate"]),
        "difference %": percent(row["difference"]),
    }


def _deciles(row: Row) -> Row:
    if "channel" not in row:
        return _added_deciles(row)
    return {
        "channel": row["channel"],
        "tenth": row["decile"],
        "members": row["members"],
        "expected": tenths(row["expected"]),
        "answers": row["answers"],
        "rate %": percent(row["rate"]),
        "lift": amount(row["lift"]),
        "gains %": percent(row["gains"]),
    }


def _added_deciles(row: Row) -> Row:
    return {
        "tenth": row["decile"],
        "sent": row["members"],
        "held": row["control"],
        "expected": tenths(row["expected"]),
        "added": tenths(row["added"]),
        "rate %": percent(row["rate"]),
        "base %": percent(row["control_rate"]),
        "lift % (95 %)": "no lift" if row["lift"] is None else _interval(row, "lift"),
        "gains %": percent(row["gains"]),
    }


def _quality(row: Row) -> Row:
    return {
        "contacts": row["contacts"],
        "expected": tenths(row["expected"]),
        "answers": row["answers"],
        "AUC": fine(row["auc"]),
        "top-tenth lift": amount(row["top_lift"]),
        "log-loss": fine(row["log_loss"]),
        "held": row["control"],
        "Qini": fine(row["qini"]),
    }


def _ledger(row: Row) -> Row:
    return {
        "campaign": row["campaign"],
        "channel": row["channel"],
        "tenth": row["decile"],
        "members": row["members"],
        "expected": tenths(row["expected"]),
        "answers": row["answers"],
        "ratio": amount(row["ratio"]),
    }


def _waves(row: Row) -> Row:
    return {
        "wave": row["wave"],
        "from": row["starts_on"],
        "to whom": row["sent_to"],
        "listed": row["listed"],
        "contacts": row["contacts"],
        "answered": row["responders"],
        "rate %": percent(row["rate"]),
        "answers": row["answers"],
        "cost": amount(row["cost"]),
        "value": amount(row["value"]),
    }


def _codes(row: Row) -> Row:
    return {
        "list": row["list_id"],
        "codes": row["codes"],
        "back": row["back"],
        "answers": row["answers"],
        "own": row["own_answers"],
        "passed on": row["passed_on"],
        "to members": row["others"],
        "shared": row["shared"],
    }


SHAPES: dict[str, Callable[[Row], Row]] = {
    "lift": _lift,
    "credit": _credit,
    "answers": _answers,
    "beside": _beside,
    "deciles": _deciles,
    "quality": _quality,
    "ledger": _ledger,
    "waves": _waves,
    "codes": _codes,
}


def profit(table: pl.DataFrame) -> pl.DataFrame:
    """Lay the curves side by side, one row per depth; the last column names those that are best there."""
    import polars as pl

    rows: dict[int, Row] = {}
    for row in table.iter_rows(named=True):
        line = rows.setdefault(row["step"], {"depth": share(row["depth"]), "contacts": row["contacts"], "best": ""})
        line[row["curve"]] = row["profit"]
        if row["profit_low"] is not None:
            line["95 %"] = f"{sum_of(row['profit_low'])} to {sum_of(row['profit_high'])}"
        if row["is_best"]:
            line["best"] = ", ".join(filter(None, [line["best"], row["curve"]]))
    if not rows:
        return table
    frame = pl.DataFrame(list(rows.values()), infer_schema_length=None)
    return frame.select(*[name for name in frame.columns if name != "best"], "best")


def money(table: pl.DataFrame) -> pl.DataFrame:
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


_FIGURES: tuple[tuple[str, str, Callable[[float | None], str]], ...] = (
    ("contacts", "contacts", count),
    ("answers", "responses", count),
    ("cost", "cost", amount),
    ("of that, gifts for answers", "gift_cost", amount),
    ("cost / contacts", "cost_per_contact", amount),
    ("cost / answers", "cost_per_response", amount),
    ("cost / answers beyond the holdout", "cost_per_added", amount),
    ("value of all answers", "value", amount),
    ("value / answers", "value_per_response", amount),
    ("added value: beyond the holdout", "incremental_value", amount),
    ("its 95 % interval, from", "value_low", amount),
    ("to", "value_high", amount),
    ("net: added value − cost", "net", amount),
    ("net / contacts", "net_per_contact", amount),
    ("return: net / cost", "return", amount),
    ("its 95 % interval, from", "return_low", amount),
    ("to", "return_high", amount),
    ("all answers counted: (value − cost) / cost", "gross_return", amount),
    ("breaks even at % more answers than the holdout", "break_even_rate", percent),
    ("that is, answers beyond the holdout", "break_even_responses", tenths),
    ("eligible before the limits of the list", "eligible", count),
    ("cost of contacting all of them", "cost_of_all", amount),
    ("cost saved", "cost_saved", amount),
)


MEANINGS = {
    "lift": (
        "lift: rate − base, in points, with Newcombe's interval, of what both arms can show; base: rate of those held "
        "out; added: lift × sent; answers: all of those contacted; "
        "relative lift: rate / base − 1; p: how likely by chance alone, corrected after Holm for several rows",
    ),
    "credit": (
        "best: the latest contact before the answer has all of it; fractional: each contact that fits has 1/n; "
        "multiple: each has all of it",
        "a code fits the contacts that carried it; a purchase without a code fits contacts of other campaigns for the "
        "same product too",
    ),
    "profit": (
        "profit = value − cost − fixed cost, of contacting only the first so many by rank; before: as the propensities "
        "foresee, after: of all answers that came, added: of those beyond the holdout, with its 95 % interval; "
        "best: none of added where chance may have made it, for the best of twenty depths is so partly by luck",
    ),
    "deciles": (
        "expected: the sum of the propensities; lift: rate / rate of all; gains: share of all answers that came from "
        "this tenth and those before it",
    ),
    "deciles by added": (
        "expected: what contacts were to add; added: lift × sent; base: rate of those held out; gains: share of all "
        "that was added that came of this tenth and those before it",
    ),
    "quality": (
        "AUC: the chance that who answered stood above who did not, 0.5 is no order at all; log-loss: less is better",
        "Qini: what the order of the list adds to chance, in answers beyond the holdout per contact, over all depths",
    ),
    "codes": (
        "back: codes that came back; answers: with one of them; own: of those whom they were given to; passed on: "
        "codes that another member brought; to members: these members; shared: codes that several members brought",
    ),
    "waves": (
        "answered: whose answer brought back this wave's code, or came after it and before their next; rate: of those "
        "listed; cost: of contacts, where none is loaded of the list",
    ),
    "ledger": (
        "expected: the sum of the propensities; ratio: answers / expected",
        "answers are those told by campaign, code or contact; purchases without a code are in --show deciles alone",
    ),
}

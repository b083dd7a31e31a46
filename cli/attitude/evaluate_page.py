"""What another plan would have brought, for a person: both methods, each figure with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attitude import say
from attitude.evaluate import told
from attitude.numbers import amount, percent

if TYPE_CHECKING:
    import polars as pl

    from attitude.evaluate import Evaluation

_WORDS = {"outcome": "outcome %", "value": "value / member"}
_MEANING = (
    "logged: what the lists brought of those whom they contacted; ips: by what came where the plan would have done the "
    "same, weighted by chance; doubly robust: by propensities, and what came beyond them"
)


def show(result: Evaluation) -> None:
    """Show an evaluation, with what it rests on."""
    for words in told(result.known):
        say.note(words)
    say.data(on_screen(result.table), None, None)
    say.note(_MEANING)


def on_screen(table: pl.DataFrame) -> pl.DataFrame:
    """Give what a person's table shows."""
    import polars as pl

    return pl.DataFrame([_line(row) for row in table.iter_rows(named=True)])


def _line(row: dict[str, Any]) -> dict[str, str]:
    write = percent if row["measure"] == "outcome" else amount
    cells = {
        words: f"{write(row[name])} ({write(row[f'{name}_low'])} to {write(row[f'{name}_high'])})"
        for words, name in (("plan (95 %)", "plan"), ("logged (95 %)", "logged"), ("difference (95 %)", "difference"))
    }
    return {"": _WORDS[row["measure"]], "method": row["method"], **cells}

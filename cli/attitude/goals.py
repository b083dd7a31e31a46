"""What an answer is: the outcome by which those contacted and those held out are compared."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from attitude.errors import UsageError
from attitude.toml_files import Strict

Outcome = Literal["answer", "product", "revenue", "volume"]


class Goal(Strict):
    """An outcome that can be seen of those held out as well, as a plan's ``[goal]`` says it.

    ``answer``: told of the campaign, or any of a ``kind`` whatever it says of the campaign; ``product``: a purchase of
    the campaign's product, as usage tells; ``revenue`` and ``volume``: usage of any product. ``new``: only of those
    who had none in the month before.
    """

    outcome: Outcome
    kind: Annotated[str, Field(min_length=1)] | None = None
    new: bool = False

    @model_validator(mode="after")
    def _agree(self) -> Goal:
        if self.kind is not None and self.outcome != "answer":
            raise ValueError(f'\'kind\' is of answers: outcome = "answer", not "{self.outcome}"')
        if self.new and self.outcome == "answer" and self.kind is None:
            raise ValueError("'new' of answers wants their kind: only by it are those of the time before known")
        return self


def goal_of(text: str) -> Goal:
    """Read a goal as a command line says it: ``product``, ``new-product``, ``answer:order``.

    Raises
    ------
    UsageError
        When it is none.

    Examples
    --------
    >>> goal_of("new-product")
    Goal(outcome='product', kind=None, new=True)
    >>> goal_of("answer:order").kind
    'order'
    """
    outcome, _, kind = text.removeprefix("new-").partition(":")
    try:
        return Goal.model_validate({"outcome": outcome, "kind": kind or None, "new": text.startswith("new-")})
    except ValueError as error:
        raise UsageError(
            f"--goal {text}: one of {', '.join(get_args(Outcome))}, answer:KIND, and new- before it for those who had "
            "none the month before"
        ) from error

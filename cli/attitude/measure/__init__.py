"""What a campaign brought, beside what came without it: attribution, lift, money; and several campaigns together."""

from attitude.measure.against import against
from attitude.measure.chance import sample_ratio
from attitude.measure.lift import compare_campaigns, widened
from attitude.measure.money import profit_curve
from attitude.measure.programme import programme
from attitude.measure.programme_words import name_of, programme_sentences
from attitude.measure.span import SPAN_PARTS, span, span_parts
from attitude.measure.span_words import span_notes
from attitude.measure.step import (
    MeasureResult,
    Part,
    SpanPart,
    check_campaign,
    drop_arms,
    ledger,
    make_arms,
    measure,
    measure_parts,
    measure_whole,
    scored_window,
)

__all__ = [
    "SPAN_PARTS",
    "MeasureResult",
    "Part",
    "SpanPart",
    "against",
    "check_campaign",
    "compare_campaigns",
    "drop_arms",
    "ledger",
    "make_arms",
    "measure",
    "measure_parts",
    "measure_whole",
    "name_of",
    "profit_curve",
    "programme",
    "programme_sentences",
    "sample_ratio",
    "scored_window",
    "span",
    "span_notes",
    "span_parts",
    "widened",
]

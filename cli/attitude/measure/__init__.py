"""What a campaign brought, beside what came without it: attribution, lift, money; and several campaigns together."""

from attitude.measure.chance import corrected
from attitude.measure.money import profit_curve
from attitude.measure.span import SPAN_PARTS, span, span_parts
from attitude.measure.step import MeasureResult, Part, SpanPart, ledger, measure, measure_parts

__all__ = [
    "SPAN_PARTS",
    "MeasureResult",
    "Part",
    "SpanPart",
    "corrected",
    "ledger",
    "measure",
    "measure_parts",
    "profit_curve",
    "span",
    "span_parts",
]

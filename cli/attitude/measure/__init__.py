"""What a campaign brought, beside what came without it: attribution, lift, money."""

from attitude.measure.money import profit_curve
from attitude.measure.step import MeasureResult, Part, ledger, measure, measure_parts

__all__ = ["MeasureResult", "Part", "ledger", "measure", "measure_parts", "profit_curve"]

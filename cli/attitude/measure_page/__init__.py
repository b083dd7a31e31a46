"""What campaigns brought, for a person."""

from attitude.measure_page.one import lift_words
from attitude.measure_page.page import screen_of, show

__all__ = ["lift_words", "screen_of", "show"]

"""What campaigns brought, for a person."""

from attitude.measure_page.page import screen_of, show

__all__ = ["screen_of", "show"]

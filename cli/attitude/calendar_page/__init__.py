"""A month of campaigns, for a person: at a terminal or in a browser."""

from attitude.calendar_page.page import page
from attitude.calendar_page.screen import screen_of, show

__all__ = ["page", "screen_of", "show"]

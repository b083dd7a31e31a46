"""What works, for a person: at a terminal or in a browser."""

from attitude.element_page.page import page
from attitude.element_page.screen import screen_of, show

__all__ = ["page", "screen_of", "show"]

"""Campaigns as knowledge, for a person: one at a terminal or in a browser, and those that words find."""

from attitude.campaign_page.found import found_page, on_screen, show_found
from attitude.campaign_page.page import page
from attitude.campaign_page.screen import show

__all__ = ["found_page", "on_screen", "page", "show", "show_found"]

"""What campaigns brought, for a person; the door of the folder."""

from attitude.measure_page.page import screen_of, show

__all__ = ["screen_of", "show"]

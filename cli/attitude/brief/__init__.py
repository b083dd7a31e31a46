"""The monthly marketing brief: what a month's campaigns brought and how the base stands, on one page."""

from attitude.brief.document import document
from attitude.brief.figures import Figure, written
from attitude.brief.page import page
from attitude.brief.step import Brief, brief
from attitude.brief.words import month_name, title

__all__ = ["Brief", "Figure", "brief", "document", "month_name", "page", "title", "written"]

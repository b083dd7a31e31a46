"""The monthly marketing brief: what a month's campaigns brought and how the base stands, on one page."""

from attitude.brief.document import document
from attitude.brief.figures import Figure
from attitude.brief.page import page
from attitude.brief.segment_cards import segment_rows
from attitude.brief.segments import Segments
from attitude.brief.step import Brief, brief
from attitude.brief.words import title

__all__ = ["Brief", "Figure", "Segments", "brief", "document", "page", "segment_rows", "title"]

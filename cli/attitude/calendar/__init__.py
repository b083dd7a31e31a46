"""A month's campaigns, run and planned: on which days, to whom together, and how thick contacts come."""

from attitude.calendar.step import PARTS, Calendar, Part, calendar

__all__ = ["PARTS", "Calendar", "Part", "calendar"]

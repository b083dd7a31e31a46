"""What works: an element of a dimension beside the others, its course, its best partners, how it wears off."""

from attitude.element.step import PARTS, ElementPage, Part, element

__all__ = ["PARTS", "ElementPage", "Part", "element"]

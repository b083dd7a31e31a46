"""The replay as a picture: one HTML page that opens anywhere, with no network and no server.

altair says each chart in Vega-Lite and checks what is said; vl-convert-python carries the scripts that draw it (vega,
vega-lite, vega-embed), which go into the page whole. Both are slow to import and come in only when a page is asked for.
"""

from attitude.chart.page import FONTS, page

__all__ = ["FONTS", "page"]

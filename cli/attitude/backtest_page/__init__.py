"""The replay as a picture: one HTML page that opens anywhere, with no network and no server."""

from attitude.backtest_page.page import backtest_page

__all__ = ["backtest_page"]

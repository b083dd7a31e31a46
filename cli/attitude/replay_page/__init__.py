"""The replay as a picture: one HTML page that opens anywhere, with no network and no server."""

from attitude.replay_page.page import replay_page

__all__ = ["replay_page"]

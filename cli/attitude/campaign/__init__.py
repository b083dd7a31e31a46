"""Campaigns as knowledge: all that is known of one, and those that words find."""

from attitude.campaign.notes import Written, read_notes
from attitude.campaign.rows import offer_name
from attitude.campaign.search import SORTS, Asked, Found, Sort, campaigns
from attitude.campaign.step import CampaignPage, campaign

__all__ = [
    "SORTS",
    "Asked",
    "CampaignPage",
    "Found",
    "Sort",
    "Written",
    "campaign",
    "campaigns",
    "offer_name",
    "read_notes",
]

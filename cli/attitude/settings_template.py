"""The text of a new settings file: every line explained."""

from __future__ import annotations

import re
from pathlib import Path

from attitude.errors import UsageError
from attitude.settings import SETTINGS_NAME, Settings
from attitude.toml_files import checked, parsed_toml

TEMPLATE = """\
# Settings of this workspace. Every line is optional; what is commented out shows the default, or, where there is
# none, an example: these say so.

# db = "attitude.duckdb"        # the workspace file; --db and ATTITUDE_DB win over this
# seed = 1                      # of every draw: holdouts, random halves

[load]
# max_rejects = 0.01            # a load with a larger share of bad rows is refused whole
# region = "CN"                 # example: of phone numbers without a + and country code, which become E.164
# undo_loads = 20               # so many of the latest loads can be undone; more keep more of what was before
# dates = "dmy"                 # example, or "mdy": how 03/04/2026 is meant; without it, such days are refused
# decimal = ","                 # example, or ".": how 2.001 or 1,234 is meant; without it, such columns are refused
# full_list = false             # a members file holds the whole base: who is missing has left, and is on no list
# max_missing = 0.2             # such a file is refused where a larger share of the base is missing
# keep_blank = false            # an empty cell of a members file leaves what is known; else it empties it
# stand_in = 20                 # a phone or e-mail address that more members have is nobody's: nothing is sent there

[load.map]                      # your column names, by kind; --map adds to this
# members = { "客户编号" = "member_id" }                  # example

[load.values]                   # example: what words in your cells stand for: channels, kinds, actions, yes and no
# "未接通" = "failed"

[channels]                      # examples: what your words for channels are; they win over those that are known anyway
# "外呼" = "call"               # sms, mms, call, email, post, app, push, web, shop …; none: it needs no address
# "kiosk-3" = "none"            # and only an opt-out of itself, or of all, closes it

[dimensions]                    # examples: what else offers are made of, beside channel, product, timing and gift: its
# form = "form"                 # name, and what columns of contacts and campaigns call it; it is learned, scored and
# order_method = ["业务办理方式", "way"]                   # targeted as those four are

[score]
# half_life_days, alpha, beta, kappa and both weights are learned from past campaigns; what is given here holds.
# half_life_days = 730          # after this time a contact counts half
# response_days = 30            # example: window for campaigns that have none; default: learned from past responses
# attributes = ["brand"]        # example: what look-alikes may use; without it, those of 2 to 60 values, and numbers
# habits = true                 # whether usage, contacts lately and membership tell of members too
# boost = true                  # whether attributes may tell together what none tells alone; without it, where LightGBM
#                               # is installed: pip install 'attitude-cli[boost]'
# alpha = 1.0                   # evidence (expected responses) at which a member's own record weighs half
# shown_alpha = 1.0             # the same in scores that people read; where alpha is given alone, it is that
# beta = 2.0                    # the same for a member's leaning to one element
# kappa = 20.0                  # the same for an element over everyone
# kappa_attribute = 50.0        # the same for a value of an attribute
# attribute_weight = 0.7        # how far each attribute is trusted with how often a member answers, 0 to 1
# leaning_weight = 0.0          # the same with what a member leans to

[send]
# hours = [8, 21]               # messages go out from 8:00 to before 21:00, on the member's clock
# timezone = "Asia/Shanghai"    # example: that of times in files; without it, they are of each member's own clock
# seeds = [{ name = "me", phone = "+8613900000000" }]   # example: addresses of your own, on every list

[control]                       # members whom no campaign contacts, to measure all campaigns together
# share = 0.0
# period = "quarter"            # how long the same members stay: "month", "quarter", "year" or "always"

[check]                         # what stops an export
# optouts_days = 14             # the opt-out file is stale when none was loaded for so many days
# unmatched_optouts = 0.1       # no more of the opt-outs may be of nobody; 1: never mind
# size_factor = 3.0             # a list so many times larger or smaller than the last six of its kind

[approve]                       # who may approve a list, or export one that nobody approved
# by = "anyone"                 # "another": not whoever made it, by the names that they have on the machine

[shared]                        # examples: limits of all plans that one 'attitude target' chooses together
# budget = 20_000.0
# channel = { call = 5_000 }
# gift = { coupon = 60_000 }

[value]                         # tiers by revenue, bands by loyalty, what moves between them, what it is worth
# months = 3                    # a member's value is the mean revenue of the last so many months
# tiers = { diamond = 0.05, gold = 0.15, silver = 0.3, iron = 0.3, lead = 0.2 }   # shares of members with revenue
# tiers_from = { gold = 200, silver = 50, lead = 0 }    # example: or by money: revenue a month from which a tier begins
# scores = [45, 55]             # responsiveness: below, between and from here on earns 0, 1 or 2 points of loyalty
# tenure_months = [24, 60]      # months since joined_on: the same; 0-1 points are low, 2 middle, 3-4 high loyalty
# gone_months = 6               # a member without revenue for so many months has gone
# history_months = 12           # moves from month to month are counted over so many months
# after_months = 3              # a campaign moved up whom it finds on a higher tier so many months later
# horizon_months = 36           # lifetime value: this month and so many to come
# discount = 0.01               # a month
# prior = 5.0                   # so many members are added to each step as staying there
# gone_within = 3               # p_gone: the chance that so many months to come bring no revenue
# lifecycle = { new_months = 3, growing = 1.25, lapsing = 0.75 }   # new so long; growing or lapsing from so many times
#                               # the revenue of the window before
# margin = 1.0                  # share of revenue that is earned; lifetime values are of that, less what contacts cost
# contact_costs = { sms = 0.05, email = 0.002, call = 1.2 }   # example: of one contact, by channel, where neither the
#                               # contact nor its campaign or list says it; without it, such contacts cost 0

[query]
# folder = "queries"            # example: your own saved queries: a folder of .sql files, each asked for by its name
# timeout_seconds = 600         # no question may take longer, nor SQL in a plan; 0: no limit

[backup]                        # where 'attitude backup' and the job's [backup] write where they do not say it
# file = "/safe/{month}.duckdb" # example; a path starts from this file
# keep = 12                     # example: of how many months the job keeps them; without it, all

[files]                         # who may read what is written: workspace, exports, reports, logs, backups
# mode = "0600"                 # the owner alone; "0640": the group reads too. Folders are entered by those who read

[layout]                        # example: files of your own shape: their column = ours, or a member's attribute
# gateway = { MSISDN = "phone", TEXT = "text", REF = "treatment_code" }
"""


def template(region: str | None = None, timezone: str | None = None) -> str:
    """Give the text of a new settings file, every line explained, with what is known from the start.

    Raises
    ------
    UsageError
        When there is no such region or time zone.
    """
    from phonenumbers import SUPPORTED_REGIONS

    if region and region.upper() not in SUPPORTED_REGIONS:
        raise UsageError(f"--region {region}: no such region; write two letters, like CN or GB")
    text = TEMPLATE
    for key, value in (("region", region and region.upper()), ("timezone", timezone)):
        if value:
            text = re.sub(f"^# {key} = .*$", f'{key} = "{value}"', text, count=1, flags=re.MULTILINE)
    checked(Settings, parsed_toml(text, Path(SETTINGS_NAME)), Path(SETTINGS_NAME))
    return text

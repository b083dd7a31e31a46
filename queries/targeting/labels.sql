-- targeting/labels: which group of sharers each is in: a ledger that begins with everyone in one of their own. The
--   least label of a member holds.
-- reads: sharing
-- writes: temp labels, one row per member and label
create temp table labels as
select member_key, place as label,
from sharing;

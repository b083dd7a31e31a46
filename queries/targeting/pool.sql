-- targeting/pool: who is looked at: every loaded member, or the one asked about.
-- asks: member_key (NULL: everyone)
-- reads: store.members
-- writes: temp pool, one row per member
create temp table pool as
select member_key,
from store.members
where getvariable('member_key') is null or member_key = getvariable('member_key');

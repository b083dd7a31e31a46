-- targeting/own_counts: how many contacts in 30 days fit each member, where answers are seen to fall beyond.
-- asks: is_needed: whether a rule of the contact policy goes by it; members_shown: the one asked about, NULL for all
-- reads: pool, store.fatigues
-- writes: temp own_counts, one row per member with such a count; none where no rule needs it
create temp table own_counts as
select f.member_key, f.fits_up_to as most,
from store.fatigues as f
semi join pool as p on f.member_key = p.member_key
where getvariable('is_needed')::boolean and f.fits_up_to is not null;

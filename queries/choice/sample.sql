-- choice/sample: some of those who may be contacted, drawn by hash; or those named.
-- asks: most (how many, NULL: all), members (keys, NULL: everybody)
-- reads: worths
-- gives: one row per member, in the order of their draw: member_key, cell, offers, worth
select member_key, cell, offers, worth,
from worths
where
    not is_holdout
    and (getvariable('members') is null or list_contains(getvariable('members'), member_key))
order by tie, member_key
limit coalesce(getvariable('most'), 2000000000);

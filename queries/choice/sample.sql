-- choice/sample: some of those who may be contacted, drawn by hash; or those named.
-- asks: most (how many, NULL: all), choosers (keys, NULL: everybody)
-- reads: worths
-- gives: one row per member, in the order of their draw: chooser_key, cell, offers, worth
select chooser_key, cell, offers, worth,
from worths
where
    not is_holdout
    and (getvariable('choosers') is null or list_contains(getvariable('choosers'), chooser_key))
order by tie, chooser_key
limit coalesce(getvariable('most'), 2000000000);

-- choice/round: how a round ended.
-- asks: trial, stage, round
-- reads: places
-- gives: one row: seen, how many it came past; met, the limit that it met (NULL: none), by which offer, at which
--   priority
select
    count(*) as seen,
    any_value(met) as met,
    any_value(offer) filter (where met is not null) as offer,
    any_value(priority) filter (where met is not null) as priority,
from places
where trial = getvariable('trial') and stage = getvariable('stage') and round = getvariable('round');

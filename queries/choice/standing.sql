-- choice/standing: how far the list of a trial has come.
-- asks: trial
-- reads: settled
-- gives: one row: last_rank, of all; last_contact, the rank of the last one contacted
select
    coalesce(max(rank), 0) as last_rank,
    coalesce(max(rank) filter (where not is_holdout), 0) as last_contact,
from settled
where trial = getvariable('trial');

-- choice/trim: a list that had to end somewhere ends with a member contacted: held-out members behind the last of them
--   would not have been on it.
-- asks: after, the rank after which nobody is added by this walk
-- reads: settled
-- writes: settled
delete from settled
where
    is_holdout
    and rank > getvariable('after')
    and rank > (
        select coalesce(max(s.rank), 0)
        from settled as s
        where not s.is_holdout
    );

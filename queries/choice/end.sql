-- choice/end: a stage that had to end somewhere ends with somebody contacted.
-- asks: trial, stage, last_rank
-- writes: endings
insert into endings
select
    getvariable('trial')::integer as trial, getvariable('stage')::integer as stage,
    getvariable('last_rank')::integer as last_rank;

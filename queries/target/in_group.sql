-- target/in_group: which members a group's words are true of, and which of them its draw takes; the same on a re-run.
-- asks: cell (the number of the group); name, share, seed, campaign
-- reads: pool, outside (members of whom one of its words is not true), store.persons
-- writes: drawn, one row per group and member it is true of
insert into drawn
select
    p.member_key,
    getvariable('cell')::integer as cell,
    md5_number_lower(
        getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' || getvariable('name') || '/'
        || i.member_id
    ) / 18446744073709551616.0 < getvariable('share') as is_drawn,
from pool as p
anti join outside as o on p.member_key = o.member_key
inner join store.persons as i on p.member_key = i.member_key;

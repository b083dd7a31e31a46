-- load/optouts: takes in an opt-outs file; a row that says of each person and address what is known is a duplicate.
-- asks: load_id
-- reads: typed, said, new_lines (of load/address_optouts), store.persons, store.optouts
-- writes: store.optouts; temp tally, one row
create or replace temp table changed as
select p.member_key, s.channel, s.opted_out_on, s.action, s.opted_out_at, min(s.line) as line,
from said as s
inner join store.persons as p on s.member_id = p.member_id
group by all;

-- who refuses again on the day of a later opt-in is heard again
update store.optouts as o
set load_id = getvariable('load_id')
from changed as x
where
    o.member_key = x.member_key
    and o.channel = x.channel
    and o.opted_out_on = x.opted_out_on
    and o.opted_out_at is null
    and x.opted_out_at is null
    and o.action = 'out'
    and x.action = 'out'
    and exists (
        select 1
        from store.optouts as i
        where i.member_key = o.member_key and i.opted_out_on = o.opted_out_on and i.action = 'in'
    );

delete from changed as x
where exists (
    select 1
    from store.optouts as o
    where
        o.member_key = x.member_key
        and o.channel = x.channel
        and o.opted_out_on is not distinct from x.opted_out_on
        and o.action = x.action
        and o.opted_out_at is not distinct from x.opted_out_at
);

create or replace temp table tally as
select count(*) as kept, 0 as updated,
from (
    select line from changed
    union
    select n.line from new_lines as n
    semi join typed as t on n.line = t.line
) as line;

insert into store.optouts
select member_key, channel, opted_out_on, action, opted_out_at, getvariable('load_id') as load_id,
from changed
order by all;

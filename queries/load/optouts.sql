-- load/optouts: takes in an opt-outs file; a row equal in every column to a known one is a duplicate. A row that names
--   several channels is an opt-out of each, and new where one of them is.
-- asks: load_id
-- reads: typed, optout_words, store.persons, store.optouts
-- writes: store.optouts; temp tally, one row
create or replace temp table changed as
with arriving as (
    select p.member_key, w.word as channel, t.opted_out_on, w.action, min(t.line) as line,
    from typed as t
    inner join optout_words as w on t.channel = w.told_channel and t.action = w.told_action
    inner join store.persons as p on t.member_id = p.member_id
    group by p.member_key, w.word, t.opted_out_on, w.action
)

select a.*,
from arriving as a
anti join store.optouts as o
    on
        a.member_key = o.member_key
        and a.channel = o.channel
        and a.opted_out_on is not distinct from o.opted_out_on
        and a.action = o.action;

create or replace temp table tally as
select count(distinct line) as kept, 0 as updated,
from changed;

insert into store.optouts
select * exclude (line), getvariable('load_id')::integer as load_id,
from changed
order by all;

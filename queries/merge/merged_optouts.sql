-- merge/merged_optouts: the opt-outs of people who become one, as those of who stays; what several had the same is
--   there once.
-- reads: store.optouts, merged_people
-- writes: temp merged_optouts, one row per opt-out
create or replace temp table merged_optouts as
select x.new_key as member_key, o.channel, o.opted_out_on, o.action, o.opted_out_at, min(o.load_id) as load_id,
from store.optouts as o
inner join merged_people as x on o.member_key = x.member_key
group by all;

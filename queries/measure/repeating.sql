-- measure/repeating: the campaigns that met somebody more than once, so that who it was is looked for in no others.
--   Who was met is one bit for each key and campaign; where memory has no room for so many campaigns, all are taken
--   for such.
-- asks: most_key (the highest of who was met)
-- reads: measured, contacted
-- writes: temp repeating, one row per campaign
create or replace temp table repeating as
with room as (
    select count(*) * getvariable('most_key')::bigint < 2000000000 as is_enough,
    from measured
)

select c.campaign_number,
from contacted as c
cross join room as r
where r.is_enough
group by c.campaign_number
having count(*) > bit_count(bitstring_agg(c.member_key, 0, getvariable('most_key')::integer))
union all
select m.campaign_number,
from measured as m
cross join room as r
where not r.is_enough;

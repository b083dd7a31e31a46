-- check/lengths: how many segments the text of each member takes; equal texts are counted once.
-- asks: list_key
-- reads: texts (one row per member contacted by SMS with a template), store.lists
-- writes: temp lengths, one row per member: offer, is_gsm, units, segments, allowed (segments the offer has)
create or replace temp table lengths as
with counted as (
    select distinct body,
    from texts
),

measured as (
    select body, sms_is_gsm(body) as is_gsm, sms_units(body) as units, sms_segments(body) as segments,
    from counted
),

offer as (
    select unnest(range(1, json_array_length(plan, '$.offer')::bigint + 1)) as offer, plan,
    from store.lists
    where list_key = getvariable('list_key')
),

allowed as (
    select offer, json_extract(plan, '$.offer[' || (offer - 1) || '].segments')::integer as segments,
    from offer
)

select t.member_key, t.offer, m.is_gsm, m.units, m.segments, a.segments as allowed,
from texts as t
inner join measured as m on t.body = m.body
inner join allowed as a on t.offer = a.offer;

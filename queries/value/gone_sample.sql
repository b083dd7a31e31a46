-- value/gone_sample: the members that the chance of staying away is learned from: the 20,000 whose ids have the lowest
--   hash, of those who had revenue; in a large base, of the 200,000 that scores are learned from. It is the same
--   whatever order they came in.
-- reads: store.draws, store.persons, store.scorings, standing
-- writes: temp gone_sample, one row per member
create or replace temp table gone_sample as
with drawn as (
    select member_key, draw,
    from store.draws
    union all
    select member_key, md5_number_lower(member_id) as draw,
    from store.persons
    where member_key > coalesce((select max(s.last_person) from store.scorings as s), 0)
),

lowest as (
    select member_key, draw,
    from drawn
    order by draw, member_key
    limit 200000
)

select l.member_key
from lowest as l
inner join standing as n on l.member_key = n.member_key
where n.last_paid is not null
order by l.draw, l.member_key
limit 20000;

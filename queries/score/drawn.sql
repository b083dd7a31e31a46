-- score/drawn: the sample of members that constants, quantiles and segments are learned from: the 200,000 whose ids
--   have the lowest hash. It is the same whatever order members came in, and new ones only need their own draw.
-- asks: last_person: the highest key that was drawn before
-- reads: store.draws, store.persons
-- writes: temp drawn, one row per sampled member
create or replace temp table drawn as
with everyone as (
    select * from store.draws
    union all
    select member_key, md5_number_lower(member_id) as draw,
    from store.persons
    where member_key > getvariable('last_person')
)

select *
from everyone
order by draw, member_key
limit 200000;

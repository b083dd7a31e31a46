-- targeting/draw_ids: by whose id each of those who share an address draws: that of the longest known.
-- reads: sharing, labels, store.persons
-- writes: temp draw_ids, one row per member who shares
create temp table draw_ids as
with own as (
    select member_key, min(label) as label,
    from labels
    group by member_key
)

select s.member_key, p.member_id as draw_id,
from own as s
inner join sharing as o on s.label = o.place
inner join store.persons as p on o.member_key = p.member_key;

-- target/draw_ids: by whose id each of those who share an address draws: that of the longest known.
-- reads: sharing, store.persons
-- writes: temp draw_ids, one row per member who shares
create or replace temp table draw_ids as
select s.member_key, p.member_id as draw_id,
from sharing as s
inner join sharing as o on s.label = o.place
inner join store.persons as p on o.member_key = p.member_key;

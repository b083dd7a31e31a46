-- targeting/keep_draw_ids: keeps by whose id each of those who share an address draws.
-- reads: draw_ids
-- writes: store.shared_addresses
delete from store.shared_addresses;

insert into store.shared_addresses
select member_key, draw_id,
from draw_ids
order by member_key;

-- erase/draws: puts the sample of today in the place of the one before.
-- reads: drawn_again
-- writes: store.draws, one row per sampled member
delete from store.draws;

insert into store.draws
select member_key, draw,
from drawn_again
order by draw, member_key;

drop table drawn_again;

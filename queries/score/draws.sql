-- score/draws: keeps the sample of members.
-- reads: drawn
-- writes: store.draws, one row per sampled member
delete from store.draws;

insert into store.draws
select * from drawn
order by draw, member_key;

drop table drawn;

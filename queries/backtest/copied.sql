-- backtest/copied: the members whose history is replayed, told by a hash of their ids.
-- asks: share: of members
-- reads: original.store.persons
-- writes: temp copied, one row per member
create or replace temp table copied as
select member_key,
from original.store.persons
where md5_number_lower(member_id) / 18446744073709551616.0 < getvariable('share');

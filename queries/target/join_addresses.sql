-- target/join_addresses: all who share an address take the least label among them; run until nothing changes.
-- reads: addresses, sharing
-- writes: sharing; temp relabelled, one row per member whose label fell
create or replace temp table relabelled as
with least_of_address as (
    select a.address, min(s.label) as label,
    from addresses as a
    inner join sharing as s on a.member_key = s.member_key
    group by a.address
),

least_of_member as (
    select a.member_key, min(l.label) as label,
    from addresses as a
    inner join least_of_address as l on a.address = l.address
    group by a.member_key
)

select n.member_key, n.label,
from least_of_member as n
inner join sharing as s on n.member_key = s.member_key
where n.label < s.label;

update sharing
set label = n.label
from relabelled as n
where sharing.member_key = n.member_key;

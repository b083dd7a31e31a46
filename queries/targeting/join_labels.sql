-- targeting/join_labels: all who share an address take the least label among them; run until nothing is added.
-- reads: addresses, labels
-- writes: labels
insert into labels
with own as (
    select member_key, min(label) as label,
    from labels
    group by member_key
),

least_of_address as (
    select a.address, min(s.label) as label,
    from addresses as a
    inner join own as s on a.member_key = s.member_key
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
inner join own as s on n.member_key = s.member_key
where n.label < s.label;

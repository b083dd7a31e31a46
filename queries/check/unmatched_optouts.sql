-- check/unmatched_optouts: opt-outs of a list's channels, or of all, that name no member: by a phone or an e-mail
--   address that nobody has, or by an id of nobody. Too large a share of them tells that they are written otherwise
--   than members are; one that cannot be read at all may be anybody's.
-- asks: unmatched_optouts (share above which they are told; 1: never)
-- reads: listed, opted_out, store.address_optouts, store.address_holders, store.optouts, store.persons,
--   store.members, store.erased, store.named_channels
-- gives: one row, or none: unmatched, total, first
with used as (
    select distinct family
    from listed
    union
    select 'all' as family
),

holder as (
    select distinct kind, address
    from store.address_holders
),

address as (
    select o.kind, o.address, o.is_by_id, h.address is not null as is_matched,
    from (
        select distinct kind, address, is_by_id
        from store.address_optouts
        where action = 'out' and not is_hidden and channel_family(channel) in (select u.family from used as u)
    ) as o
    left join holder as h on o.kind = h.kind and o.address = h.address
),

read_address as (
    select address as named, is_matched, is_readable_address(kind, address) as is_readable,
    from address
    where not is_by_id
),

id as (
    select distinct p.member_id as named, m.member_key is not null as is_member,
    from opted_out as o
    semi join used as u on o.family = u.family
    semi join store.optouts as x on o.member_key = x.member_key
    anti join store.erased as e on o.member_key = e.member_key
    inner join store.persons as p on o.member_key = p.member_key
    left join store.members as m on o.member_key = m.member_key
),

-- an id that reads as an address is matched where somebody has that
matched_id as (
    select i.named,
    from id as i
    where i.is_member
    union
    select i.named,
    from id as i
    inner join address as a on phone_tail(i.named) = phone_tail(a.address) and is_same_phone(i.named, a.address)
    where a.kind = 'phone' and a.is_by_id and a.is_matched
    union
    select i.named,
    from id as i
    inner join address as a on lower(i.named) = a.address
    where a.kind = 'email' and a.is_by_id and a.is_matched
),

read_id as (
    select i.named, m.named is not null as is_matched,
    from id as i
    left join matched_id as m on i.named = m.named
),

told as (
    select
        count(*) as total,
        count(*) filter (where not is_matched) as unmatched,
        count(*) filter (where not is_matched and not is_readable) as unreadable,
        min(named) filter (where not is_matched) as first,
        min(named) filter (where not is_matched and not is_readable) as first_unreadable,
    from (
        select named, is_matched, is_readable from read_address
        union all
        select named, is_matched, true as is_readable from read_id
    ) as named
)

select unmatched, total, coalesce(first_unreadable, first) as first,
from told
where
    getvariable('unmatched_optouts') < 1
    and (unreadable > 0 or unmatched > getvariable('unmatched_optouts') * total);

-- load/optouts_told: what is to be said of opt-outs that were taken in.
-- reads: said_addresses, unknown_ids, store.address_holders
-- gives: one row: rows by address, and how many of them match no member; ids of no member, and the first of them; ids
--   held as addresses too, and the first; addresses that cannot be read, and the first
with holder as (
    select distinct kind, address,
    from store.address_holders
),

held as (
    select a.line, a.written, a.is_by_id, a.is_readable, h.address is not null or a.is_hidden as is_matched,
    from said_addresses as a
    left join holder as h on a.kind = h.kind and a.address = h.address
)

select
    count(distinct line) filter (where not is_by_id) as by_address,
    count(distinct line) filter (where not is_by_id)
    - count(distinct line) filter (where not is_by_id and is_matched) as unmatched,
    (select count(*) from unknown_ids as u) as unknown,
    (select min(u.member_id) from unknown_ids as u) as unknown_first,
    count(distinct written) filter (where is_by_id) as by_id,
    min(written) filter (where is_by_id) as by_id_first,
    count(distinct written) filter (where not is_readable) as unreadable,
    min(written) filter (where not is_readable) as unreadable_first,
from held;

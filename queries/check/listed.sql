-- check/listed: the members whom a list contacts, with all that checks look at; every check begins with them, so that
--   its time goes with the list and not with the base.
-- asks: list_key
-- reads: store.list_members, store.list_treatments, store.list_codes, store.persons, store.members, store.addresses,
--   store.erased, store.aliases, store.named_channels
-- writes: temp listed, one row per contacted member who was not erased or merged since; address is the one
--   that the channel uses, as addresses are compared; NULL where there is none
create or replace temp table listed as
with treatment as (
    select treatment, offer, treatment_code, channel_family(channel) as family, channel_needs(channel) as needs,
    from store.list_treatments
    where list_key = getvariable('list_key')
)

select
    x.member_key, p.member_id, x.rank, t.offer, t.treatment_code, g.code, t.family, t.needs, r.phone, r.email,
    case t.needs when 'phone' then r.phone when 'email' then r.email end as address,
    m.household_id, m.timezone, m.member_key is not null as is_loaded,
from store.list_members as x
inner join treatment as t on x.treatment = t.treatment
inner join store.persons as p on x.member_key = p.member_key
left join store.list_codes as g on x.list_key = g.list_key and x.member_key = g.member_key
left join store.members as m on x.member_key = m.member_key
left join store.addresses as r on x.member_key = r.member_key
anti join store.erased as e on x.member_key = e.member_key
anti join store.aliases as a on x.member_key = a.member_key
where x.list_key = getvariable('list_key') and not x.is_control;

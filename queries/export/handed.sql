-- export/handed: what is handed over: the contacted members of a list, best first; controls never, nor those left out.
-- asks: list_id
-- reads: store.lists, store.list_members, store.list_treatments, store.persons, store.members, store.addresses,
--   left_out
-- writes: temp handed, one row per contacted member; part_* name the file where one for each is asked, a missing cell
--   or hour is "all"; seeds join them by export/seeds
create or replace temp table handed as
with list as (
    select list_key, campaign_id,
    from store.lists
    where list_id = getvariable('list_id')
)

select
    x.member_key,
    p.member_id,
    r.phone,
    case when r.email is not null then m.email end as email,
    l.campaign_id,
    t.channel,
    t.product,
    t.timing,
    t.gift,
    t.own_elements,
    t.cell,
    t.treatment_code,
    x.send_at,
    x.rank,
    x.propensity::double as propensity,
    x.expected_value::double as expected_value,
    t.treatment,
    t.offer,
    t.channel as part_channel,
    coalesce(t.cell, 'all') as part_cell,
    coalesce(strftime(x.send_at, '%Y-%m-%dT%H'), 'all') as part_hour,
from store.list_members as x
inner join list as l on x.list_key = l.list_key
inner join store.list_treatments as t on x.list_key = t.list_key and x.treatment = t.treatment
inner join store.persons as p on x.member_key = p.member_key
inner join store.members as m on x.member_key = m.member_key
inner join store.addresses as r on x.member_key = r.member_key
where
    not x.is_control
    and not exists (
        select 1
        from left_out as o
        where o.member_key = x.member_key
    );

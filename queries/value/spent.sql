-- value/spent: what was spent on members in some months: contacts, by what they cost themselves, else by what their
--   list, campaign or channel does; and gifts. A contact without a time of its own is taken to be on the first day of
--   the campaign. Who was held out costs nothing.
-- asks: window_months (in order)
-- reads: store.contacts, treatment_costs, code_costs, gifts
-- writes: temp view spent, one row per contact, and per row of gifts: cost is NULL where nothing tells it; is_contact
create or replace temp view spent as
select
    k.member_key, t.channel, true as is_contact,
    coalesce(k.cost, c.cost, t.cost) as cost,
from store.contacts as k
inner join treatment_costs as t on k.treatment_key = t.treatment_key
left join code_costs as c on k.treatment_key = c.treatment_key and k.treatment_code = c.treatment_code
where
    not k.is_control
    -- told apart from what follows so that contacts of other months need not be read
    and (
        k.contacted_at is null
        or (
            k.contacted_at >= (getvariable('window_months')::date[])[1]
            and k.contacted_at < (getvariable('window_months')::date[])[-1] + interval 1 month
        )
    )
    and date_trunc('month', coalesce(k.contacted_at, t.starts_on::timestamp))::date
    in (select unnest(getvariable('window_months')::date[]))
union all
select member_key, null as channel, false as is_contact, cost,
from gifts
where month in (select unnest(getvariable('window_months')::date[]));

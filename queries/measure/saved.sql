-- measure/saved: what lists saved against contacting all who were eligible, month by month, by quarter and by year.
--   Of each campaign with a list that went out, as in measure/money: eligible are those whom the rules of the plan left
--   before the limits of the list (its last two rules); cost_of_all: what contacting them all would have cost, at the
--   same cost per contact and with no more gifts for answers. saved = cost_of_all - cost; share = saved / cost_of_all.
-- reads: measured, measured_lists, begun, arms, store.list_funnel
-- gives: one row per month, quarter and year (kind) in which such campaigns began, months first; a member counts once a
--   campaign, and is eligible once for each
with last_step as (
    select f.list_key, max(f.step) as step,
    from store.list_funnel as f
    semi join measured_lists as l on f.list_key = l.list_key
    group by f.list_key
),

listed as (
    select l.campaign_number, count(*) as lists, max(f.remaining) as eligible,
    from measured_lists as l
    inner join last_step as s on l.list_key = s.list_key
    inner join store.list_funnel as f on s.list_key = f.list_key and s.step - 2 = f.step
    group by l.campaign_number
),

spent as (
    select
        campaign_number,
        count(*) as contacts,
        coalesce(sum(cost), 0)::double as cost,
        coalesce(sum(gift_cost), 0)::double as gift_cost,
    from arms
    where is_compared and not is_control
    group by campaign_number
),

campaign as (
    select
        b.began_on, l.lists, l.eligible, s.contacts, s.cost,
        (l.eligible * (s.cost - s.gift_cost) / s.contacts + s.gift_cost)::decimal(38, 6) as cost_of_all,
    from listed as l
    inner join spent as s on l.campaign_number = s.campaign_number
    inner join measured as m on l.campaign_number = m.campaign_number
    inner join begun as b on m.campaign_id = b.campaign_id
),

placed as (
    select 1 as place, 'month' as kind, date_trunc('month', began_on)::date as starts_on, *,
    from campaign
    union all
    select 2 as place, 'quarter' as kind, date_trunc('quarter', began_on)::date as starts_on, *,
    from campaign
    union all
    select 3 as place, 'year' as kind, date_trunc('year', began_on)::date as starts_on, *,
    from campaign
)

select
    kind, starts_on,
    case kind
        when 'month' then strftime(starts_on, '%Y-%m')
        when 'quarter' then year(starts_on)::varchar || '-Q' || quarter(starts_on)::varchar
        else year(starts_on)::varchar
    end as period,
    count(*) as campaigns,
    sum(lists)::bigint as lists,
    sum(contacts)::bigint as contacts,
    sum(eligible)::bigint as eligible,
    sum(cost::decimal(38, 6))::double as cost,
    sum(cost_of_all)::double as cost_of_all,
    sum(cost_of_all - cost::decimal(38, 6))::double as saved,
    sum(cost_of_all - cost::decimal(38, 6))::double / nullif(sum(cost_of_all)::double, 0) as share,
from placed
group by place, kind, starts_on
order by place, starts_on;

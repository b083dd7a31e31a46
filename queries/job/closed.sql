-- job/closed: campaigns whose response window is over for every contact, each with a mark that changes with whatever it
--   is measured by: its description, lists, contacts, answers, reports, and usage in its months and the one before;
--   where its members are followed, usage from three months before it until today.
--   Marks are sums of whole numbers, so that neither the order of rows nor the database's version matters.
-- asks: day (the last that is known); response_days (30: window of campaigns that have none); is_followed
-- reads: store.campaigns, store.lists, store.left_out, store.treatments, store.contacts, store.told, store.reports,
--   store.usage
-- gives: one row per such campaign, in the order in which windows closed: campaign_id, closes_on, mark
with asked as (
    select
        getvariable('day')::date as day,
        coalesce(getvariable('response_days'), 30)::integer as response_days,
        coalesce(getvariable('is_followed'), false) as is_followed,
),

treatment_contacts as (
    select
        treatment_key,
        min(contacted_at)::date as first_day,
        max(contacted_at)::date as last_day,
        concat_ws(
            '/', count(*),
            sum(row_mark(member_key, epoch_us(contacted_at))),
            sum(row_mark(member_key, epoch_us(responded_at))),
            sum(row_mark(
                member_key, flag_number(is_control) + 3 * flag_number(delivered) + 9 * flag_number(responded)
            )),
            sum(row_mark(member_key, text_number(treatment_code))),
            sum(row_mark(member_key, money_number(cost))),
            sum(row_mark(member_key, money_number(value)))
        ) as mark,
    from store.contacts as k
    group by treatment_key
),

contacts as (
    select
        t.campaign_key,
        min(k.first_day) as first_day,
        max(k.last_day) as last_day,
        string_agg(k.mark, ' ' order by t.treatment_key) as mark,
    from treatment_contacts as k
    inner join store.treatments as t using (treatment_key)
    group by t.campaign_key
),

answers as (
    select
        campaign_key,
        concat_ws(
            '/', count(*),
            sum(row_mark(member_key, epoch_us(responded_at))),
            sum(row_mark(member_key, money_number(value))),
            sum(row_mark(member_key, text_number(concat_ws('/', treatment_code, channel, gift, kind))))
        ) as mark,
    from store.told as a
    where campaign_key is not null
    group by campaign_key
),

reports as (
    select
        campaign_key,
        concat_ws(
            '/', count(*),
            sum(row_mark(member_key, epoch_us(reported_at))),
            sum(row_mark(member_key, text_number(concat_ws('/', treatment_code, channel, outcome))))
        ) as mark,
    from store.reports as r
    where campaign_key is not null
    group by campaign_key
),

left_out as (
    select list_key, count(*) as members,
    from store.left_out
    group by list_key
),

lists as (
    select
        l.campaign_id,
        min(coalesce(l.starts_on, l.as_of)) as first_day,
        max(l.starts_on) filter (where l.wave > 1) as last_wave_on,
        string_agg(concat_ws('/', l.list_id, o.members), ' ' order by l.list_id) as mark,
    from store.lists as l
    left join left_out as o on l.list_key = o.list_key
    where l.status = 'exported'
    group by l.campaign_id
),

product as (
    select product, text_number(product) as number,
    from (select distinct product from store.usage) as known
),

months as (
    select
        month,
        concat_ws(
            '/', month, count(*),
            sum(row_mark(u.member_key, x.number)),
            sum(row_mark(u.member_key + x.number, money_number(u.revenue))),
            sum(row_mark(u.member_key + x.number, money_number(u.volume)))
        ) as mark,
    from store.usage as u
    inner join product as x on u.product = x.product
    group by month
),

campaign as (
    select
        c.campaign_key,
        c.campaign_id,
        coalesce(k.first_day, c.starts_on, l.first_day) as first_day,
        greatest(coalesce(k.last_day, c.starts_on, l.first_day), l.last_wave_on)
        + coalesce(c.response_days, a.response_days) as closes_on,
        concat_ws(
            '|', c.campaign_id, c.name, c.product, c.timing, c.gift, c.own_elements, c.channel, c.starts_on, c.ends_on,
            c.unit_cost,
            coalesce(c.response_days, a.response_days), l.mark, k.mark, x.mark, r.mark
        ) as mark,
    from store.campaigns as c
    cross join asked as a
    left join contacts as k on c.campaign_key = k.campaign_key
    left join lists as l on c.campaign_id = l.campaign_id
    left join answers as x on c.campaign_key = x.campaign_key
    left join reports as r on c.campaign_key = r.campaign_key
    where k.campaign_key is not null or l.campaign_id is not null
),

usage as (
    select c.campaign_key, string_agg(u.mark, ' ' order by u.month) as mark,
    from campaign as c
    cross join asked as a
    inner join months as u
        on
            u.month between date_trunc('month', c.first_day) - interval 1 month and c.closes_on
            or (a.is_followed and u.month >= date_trunc('month', c.first_day) - interval 3 month)
    group by c.campaign_key
)

select c.campaign_id, c.closes_on, sha256(concat_ws('|', c.mark, u.mark)) as mark,
from campaign as c
cross join asked as a
left join usage as u on c.campaign_key = u.campaign_key
where c.closes_on <= a.day
order by c.closes_on, c.campaign_id;

-- measure/ledger: the propensities of every list that went out beside the answers, by campaign, channel and tenth.
--   Made of what is kept alone, it can be run by itself, in any month, for all the months there are.
--   A tenth is of the campaign's members on the channel, by propensity, the best first; expected: the sum of the
--   propensities. Those held out are left out. An answer is one told by campaign, by code or by the contacts file,
--   inside the member's window, and counts once per member; a purchase, or an answer without code or campaign, is not
--   inferred here as it is in measure/deciles. A member on several lists of a campaign is on the first.
-- asks: campaign (NULL: all); response_days (30: window of campaigns that have none)
-- reads: store.lists, store.list_members, store.list_treatments, store.campaigns, store.treatments, store.contacts,
--   store.responses
-- gives: one row per campaign, channel and tenth, oldest campaign first; lift is NULL where nobody answered, ratio
--   (answers / expected) where nothing was expected
with asked as (
    select
        getvariable('campaign')::varchar as campaign,
        coalesce(getvariable('response_days'), 30)::integer as response_days,
),

list as (
    select
        l.list_key, l.campaign_id, c.campaign_key, c.channel,
        coalesce(c.response_days, a.response_days) as response_days,
        coalesce(c.starts_on, min(coalesce(l.starts_on, l.as_of)) over (partition by l.campaign_id)) as starts_on,
    from store.lists as l
    cross join asked as a
    left join store.campaigns as c on l.campaign_id = c.campaign_id
    where l.status in ('exported', 'sent')
),

campaign as (
    select distinct campaign_id, campaign_key, starts_on,
    from list
),

contact as (
    select
        l.campaign_id, k.member_key, k.is_control, k.treatment_code, k.responded, k.responded_at,
        coalesce(k.contacted_at, l.starts_on::timestamp)::date as contacted_on,
    from store.contacts as k
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join campaign as l on t.campaign_key = l.campaign_key
),

first_day as (
    select campaign_id, min(contacted_on) as first_day,
    from contact
    group by campaign_id
),

by_member as (
    select
        campaign_id, member_key,
        bool_or(is_control) as has_control,
        min(contacted_on) filter (where not is_control) as contacted_on,
    from contact
    group by campaign_id, member_key
),

on_list as (
    select
        l.campaign_id, m.member_key,
        bool_or(m.is_control) as is_control,
        min(m.list_key) as list_key,
    from store.list_members as m
    inner join list as l on m.list_key = l.list_key
    group by l.campaign_id, m.member_key
),

sent as (
    select
        o.campaign_id, l.campaign_key, l.starts_on, o.member_key, o.list_key, t.channel, m.rank, m.propensity,
        coalesce(k.contacted_on, d.first_day, l.starts_on) as opens_on,
        coalesce(k.contacted_on, d.first_day, l.starts_on) + l.response_days as closes_on,
    from on_list as o
    inner join list as l on o.list_key = l.list_key
    inner join store.list_members as m on o.list_key = m.list_key and o.member_key = m.member_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    left join by_member as k on o.campaign_id = k.campaign_id and o.member_key = k.member_key
    left join first_day as d on o.campaign_id = d.campaign_id
    where not o.is_control and not coalesce(k.has_control, false)
),

code as (
    select l.campaign_id, t.treatment_code,
    from store.list_treatments as t
    inner join list as l on t.list_key = l.list_key
    union
    select campaign_id, treatment_code,
    from contact
    where treatment_code is not null
),

-- a code of two campaigns means the first of them by id that the member was on the list of
coded as (
    select r.member_key, r.responded_at, min(s.campaign_id) as campaign_id,
    from store.responses as r
    inner join code as c on r.treatment_code = c.treatment_code
    inner join sent as s on r.member_key = s.member_key and c.campaign_id = s.campaign_id
    where r.campaign_key is null
    group by r.member_key, r.responded_at, r.treatment_code
),

told as (
    select s.campaign_id, r.member_key, r.responded_at::date as answered_on,
    from store.responses as r
    inner join sent as s on r.member_key = s.member_key and r.campaign_key = s.campaign_key
    union all
    select campaign_id, member_key, responded_at::date as answered_on,
    from coded
    union all
    select campaign_id, member_key, responded_at::date as answered_on,
    from contact
    where coalesce(responded, responded_at is not null)
),

-- where no day is known, the answer counts
answered as (
    select distinct s.campaign_id, s.member_key,
    from told as t
    inner join sent as s on t.campaign_id = s.campaign_id and t.member_key = s.member_key
    where coalesce(t.answered_on between s.opens_on and s.closes_on, true)
),

tenth as (
    select
        s.campaign_id, s.starts_on, s.channel, s.propensity, a.member_key is not null as is_responder,
        ntile(10) over (
            partition by s.campaign_id, s.channel
            order by s.propensity desc, s.rank, s.list_key, s.member_key
        ) as decile,
    from sent as s
    cross join asked as k
    left join answered as a on s.campaign_id = a.campaign_id and s.member_key = a.member_key
    where k.campaign is null or s.campaign_id = k.campaign
),

summed as (
    select
        campaign_id, channel, decile,
        min(starts_on) as starts_on,
        count(*) as members,
        sum(in_steps(propensity)) as expected,
        count(*) filter (where is_responder) as answers,
    from tenth
    group by campaign_id, channel, decile
),

whole as (
    select campaign_id, channel, sum(answers) / sum(members) as rate,
    from summed
    group by campaign_id, channel
)

select
    s.starts_on,
    s.campaign_id as campaign,
    s.channel,
    s.decile::integer as decile,
    s.members,
    s.expected,
    s.answers,
    s.expected / s.members as expected_rate,
    s.answers / s.members as rate,
    s.answers / s.members / nullif(w.rate, 0) as lift,
    s.answers / nullif(s.expected, 0) as ratio,
from summed as s
inner join whole as w on s.campaign_id = w.campaign_id and s.channel = w.channel
order by s.starts_on, s.campaign_id, s.channel, s.decile;

-- measure/answers: every answer of each campaign's time, each in one class.
--   code       brought back a code that the member was sent
--   member     told by member and campaign, or by the contacts file
--   inferred   bought the campaign's product without a code: a month with revenue that touches the window, where
--              the month before the first contact had none; or answered on the same channel, or for the same gift,
--              without a word of campaign or code
--   late, early  after the window, before the first contact
--   aside      contacted outside of the list
--   viral      answered by somebody who was not contacted
--   refund     money back, within the window or after an answer in it: it lowers the value, and is no answer
--   refund aside   money back of other times, or of members who are not compared: it does nothing
--   Of those held out every answer is inferred, whatever code it carries: they were sent none.
--   A purchase is worth the plan's value per response; without a plan, what the answers that carry a value are worth on
--   average; where none does, its revenue, which is not margin. Revenue itself stands beside.
--   A month counts as known where the usage of anybody is loaded. Who answered in another way is not inferred as well.
-- asks: first_month, last_month (of usage that can matter)
-- reads: measured, contacted, assigned, waves, store.told, store.responses, store.usage, store.list_treatments,
--   store.lists, store.named_channels
-- writes: temp told_answers, one row per response of the campaigns; temp answers, one row per campaign and answer;
--   answered_on is NULL where no day is known, value where none is; revenue and worth (plan, answers or revenue: where
--   the value is from) are of purchases alone; wave is that of the member's contacts which it came after
create or replace temp table told_answers as
with code as (
    select distinct campaign_number, treatment_code
    from contacted
    where treatment_code is not null
    union
    select m.campaign_number, t.treatment_code
    from store.list_treatments as t
    inner join store.lists as l on t.list_key = l.list_key
    inner join measured as m on l.campaign_id = m.campaign_id
),

came_back as (
    select m.campaign_number, r.* exclude (campaign_key),
    from store.told as r
    left join measured as m on r.campaign_key = m.campaign_key
    where m.campaign_number is not null or (r.campaign_key is null and r.treatment_code is not null)
),

-- in the hands of somebody who was not sent it
passed_on as (
    select distinct treatment_code, code_form(treatment_code) as form,
    from came_back
    where campaign_number is null
),

passed_code as (
    select c.campaign_number, p.treatment_code
    from passed_on as p
    inner join code as c on p.treatment_code = c.treatment_code
),

mistyped as (
    select p.treatment_code, p.form
    from passed_on as p
    anti join passed_code as c on p.treatment_code = c.treatment_code
),

known_again as (
    select * from passed_code
    union all
    select distinct c.campaign_number, p.treatment_code,
    from code as c
    inner join mistyped as p on code_form(c.treatment_code) = p.form
),

told as (
    select * from came_back
    where campaign_number is not null
    union all
    select c.campaign_number, r.* exclude (campaign_number),
    from came_back as r
    inner join known_again as c on r.treatment_code = c.treatment_code
    where r.campaign_number is null
),

-- of those who answered alone: most bring back no code
brought as (
    select distinct campaign_number, member_key, treatment_code
    from told
    where treatment_code is not null
),

own as (
    select k.campaign_number, k.member_key, k.treatment_code
    from contacted as k
    semi join brought as b
        on
            k.campaign_number = b.campaign_number
            and k.member_key = b.member_key
            and k.treatment_code = b.treatment_code
    union
    select a.campaign_number, a.member_key, a.treatment_code
    from assigned as a
    semi join brought as b
        on
            a.campaign_number = b.campaign_number
            and a.member_key = b.member_key
            and a.treatment_code = b.treatment_code
)

select
    t.campaign_number, t.member_key, t.responded_at, t.responded_at::date as answered_on, t.value, t.treatment_code,
    t.channel, t.gift, t.is_money_back,
    coalesce(w.wave, 1) as wave,
    o.member_key is not null as is_code,
from told as t
left join waves as w
    on
        t.campaign_number = w.campaign_number
        and t.member_key = w.member_key
        and coalesce(t.responded_at::date, date '9999-12-30') >= w.begins_on
        and coalesce(t.responded_at::date, date '9999-12-30') < w.ends_on
left join own as o
    on t.campaign_number = o.campaign_number and t.member_key = o.member_key and t.treatment_code = o.treatment_code;

create or replace temp table answers as
with contacted_member as (
    select distinct c.campaign_number, c.member_key,
    from contacted as c
    semi join told_answers as d on c.campaign_number = d.campaign_number and c.member_key = d.member_key
),

directly as (
    select
        d.*,
        case
            when a.member_key is null then if(c.member_key is null, 'viral', 'aside')
            when d.answered_on < a.opens_on then 'early'
            when d.answered_on > a.closes_on then 'late'
            when a.is_control then 'inferred'
            when d.is_code then 'code'
            else 'member'
        end as class,
    from told_answers as d
    left join assigned as a
        on d.campaign_number = a.campaign_number and d.member_key = a.member_key and d.wave = a.wave
    left join contacted_member as c on d.campaign_number = c.campaign_number and d.member_key = c.member_key
    where not d.is_money_back
),

-- what a contacts file tells of the outcome counts where no answer of the member's inside the window tells it too
told_in_contacts as (
    select
        c.campaign_number, c.member_key, c.responded_at, c.responded_at::date as answered_on, c.value,
        c.treatment_code, a.is_control, a.opens_on, a.closes_on, a.member_key is null as is_aside,
        coalesce(w.wave, 1) as wave,
    from contacted as c
    left join waves as w
        on
            c.campaign_number = w.campaign_number
            and c.member_key = w.member_key
            and c.contacted_at::date between w.opens_on and w.last_on
    left join assigned as a
        on c.campaign_number = a.campaign_number and c.member_key = a.member_key and coalesce(w.wave, 1) = a.wave
    anti join directly as d
        on
            c.campaign_number = d.campaign_number
            and c.member_key = d.member_key
            and coalesce(w.wave, 1) = d.wave
            and d.class in ('code', 'member', 'inferred')
    where contact_answered(c.responded, c.responded_at)
),

by_contact as (
    select
        campaign_number, member_key, wave, responded_at, answered_on, value, treatment_code,
        case
            when is_aside then 'aside'
            when answered_on < opens_on then 'early'
            when answered_on > closes_on then 'late'
            when is_control then 'inferred'
            else 'member'
        end as class,
    from told_in_contacts
),

answered as (
    select campaign_number, member_key, wave, min(answered_on) as answered_on,
    from directly
    where class in ('code', 'member', 'inferred')
    group by campaign_number, member_key, wave
    union all
    select campaign_number, member_key, wave, min(answered_on) as answered_on,
    from by_contact
    where class in ('member', 'inferred')
    group by campaign_number, member_key, wave
),

given_back as (
    select
        b.* exclude (channel, gift, is_code, is_money_back),
        'response' as source,
        case
            when a.member_key is null then 'refund aside'
            when coalesce(b.answered_on between a.opens_on and a.closes_on, true) then 'refund'
            when b.answered_on >= d.answered_on then 'refund'
            else 'refund aside'
        end as class,
    from told_answers as b
    left join assigned as a
        on b.campaign_number = a.campaign_number and b.member_key = a.member_key and b.wave = a.wave
    left join answered as d
        on b.campaign_number = d.campaign_number and b.member_key = d.member_key and b.wave = d.wave
    where b.is_money_back
),

waiting as (
    select a.*
    from assigned as a
    anti join answered as d
        on a.campaign_number = d.campaign_number and a.member_key = d.member_key and a.wave = d.wave
),

-- answers that tell neither campaign nor code, on the channel or for the gift of what the member was to be sent
by_trace as (
    select
        w.campaign_number, r.member_key, w.wave, r.responded_at, r.responded_at::date as answered_on, r.value,
        r.treatment_code, 'inferred' as class,
    from store.responses as r
    inner join waiting as w
        on r.member_key = w.member_key and r.responded_at::date between w.opens_on and w.closes_on
    where
        r.campaign_key is null
        and r.treatment_code is null
        and not is_refund(r.kind, r.value)
        and coalesce(channel_family(r.channel) = channel_family(w.channel) or r.gift = w.gift, false)
),

-- only of those who may have bought: usage is the largest table there is
usage as (
    select u.member_key, u.product, u.month, u.revenue,
    from store.usage as u
    semi join waiting as w on u.member_key = w.member_key and u.product = w.product
    where u.month between getvariable('first_month')::date and getvariable('last_month')::date and u.revenue > 0
),

known_month as (
    select distinct month
    from store.usage
    where month between getvariable('first_month')::date and getvariable('last_month')::date
),

bought as (
    select w.campaign_number, w.member_key, w.wave, min(u.month) as month, sum(u.revenue) as revenue,
    from waiting as w
    inner join usage as u on w.member_key = u.member_key and w.product = u.product
    semi join known_month as k on date_trunc('month', w.opens_on) - interval 1 month = k.month
    anti join usage as b
        on
            w.member_key = b.member_key
            and w.product = b.product
            and date_trunc('month', w.opens_on) - interval 1 month = b.month
    anti join by_trace as t
        on w.campaign_number = t.campaign_number and w.member_key = t.member_key and w.wave = t.wave
    where u.month between date_trunc('month', w.opens_on) and w.closes_on
    group by w.campaign_number, w.member_key, w.wave
),

worth_told as (
    select campaign_number, value from directly
    where class in ('code', 'member', 'inferred') and value is not null
    union all
    select campaign_number, value from by_contact
    where class in ('member', 'inferred') and value is not null
),

typical as (
    select campaign_number, rounded(sum(value) / count(*), 6)::decimal(18, 6) as value,
    from worth_told
    group by campaign_number
),

-- of a purchase only the month is known: its last day, or the window's
by_purchase as (
    select
        b.campaign_number, b.member_key, b.wave, null::timestamp as responded_at,
        least(last_day(b.month), a.closes_on) as answered_on,
        coalesce(a.value_per_response, t.value, b.revenue) as value,
        null::varchar as treatment_code, 'inferred' as class, b.revenue,
        case
            when a.value_per_response is not null then 'plan'
            when t.value is not null then 'answers'
            else 'revenue'
        end as worth,
    from bought as b
    inner join assigned as a
        on b.campaign_number = a.campaign_number and b.member_key = a.member_key and b.wave = a.wave
    left join typical as t on b.campaign_number = t.campaign_number
),

everything as (
    select * exclude (channel, gift, is_code, is_money_back), 'response' as source from directly
    union all by name
    select *, 'contact' as source from by_contact
    union all by name
    select *, 'response' as source from by_trace
    union all by name
    select *, 'usage' as source from by_purchase
    union all by name
    select * from given_back
)

select
    e.*,
    case when a.member_key is null then 'none' when a.is_control then 'control' else 'treated' end as arm,
    class in ('code', 'member', 'inferred') as counts,
from everything as e
left join assigned as a on e.campaign_number = a.campaign_number and e.member_key = a.member_key and e.wave = a.wave;

-- measure/arms: everyone who is compared, with the arm, what was to be sent, and the outcome inside the window. An
--   answer counts once per member. Where answers carry no value, the plan's value per response stands in.
--   Where the share held out differs from cell to cell by more than chance (chi-square over the cells with both arms,
--   p < 0.001), those held out would be other people than those contacted. So each stands for as many as were contacted
--   in their cell: weight = (treated / control of the cell) / (treated / control of all), 1 on average. It is 1 for all
--   where the shares are alike, where there is one cell, and where a cell was contacted and has no holdout.
-- reads: assigned, answers, store.shared_addresses
-- writes: temp arms, one row per campaign and member; value and cost are NULL where none is known; value is 0 without
--   an answer. is_contaminated: held out, and contacted all the same. shares_address: held out, and somebody contacted
--   has the same phone or e-mail; weight is of those held out, and 1 of those contacted
-- source: inverse probability weights for those treated, Imbens, Review of Economics and Statistics 86 (2004);
--   percentage points of chi-square: Wilson and Hilferty, Proceedings of the National Academy of Sciences 17 (1931)
create or replace temp table arms as
with outcome as (
    select
        campaign_number,
        member_key,
        count(*) as answers,
        min(responded_at) as responded_at,
        min(answered_on) as answered_on,
        sum(value) as value,
        min(class) as class,  -- code, inferred, member: a code tells most
    from answers
    where counts
    group by campaign_number, member_key
),

-- those who share an address draw as one
reached as (
    select distinct a.campaign_number, s.draw_id
    from assigned as a
    inner join store.shared_addresses as s on a.member_key = s.member_key
    where not a.is_control
),

near as (
    select r.campaign_number, s.member_key
    from store.shared_addresses as s
    inner join reached as r on s.draw_id = r.draw_id
),

cell as (
    select
        campaign_number, cell,
        count(*) filter (where not is_control) as treated,
        count(*) filter (where is_control) as control,
    from assigned
    group by campaign_number, cell
),

bare_cell as (
    select distinct campaign_number
    from cell
    where treated > 0 and control = 0
),

whole as (
    select
        campaign_number, sum(treated) as treated, sum(control) as control, count(*) - 1 as freedom,
        sum(control) / sum(treated + control) as share,
    from cell
    where treated > 0 and control > 0
    group by campaign_number
    having count(*) > 1
),

uneven as (
    select w.campaign_number, w.treated, w.control
    from whole as w
    inner join cell as c on w.campaign_number = c.campaign_number and c.treated > 0 and c.control > 0
    anti join bare_cell as b on w.campaign_number = b.campaign_number
    group by w.campaign_number, w.treated, w.control, w.freedom, w.share
    having
        sum(
            power(c.control - (c.treated + c.control) * w.share, 2)
            / ((c.treated + c.control) * w.share * (1 - w.share))
        )
        > w.freedom * power(1 - 2 / (9 * w.freedom) + 3.0902323 * sqrt(2 / (9 * w.freedom)), 3)
),

weighed as (
    select c.campaign_number, c.cell, c.treated / c.control * u.control / u.treated as weight,
    from cell as c
    inner join uneven as u on c.campaign_number = u.campaign_number
    where c.control > 0
)

select
    a.campaign_number,
    a.member_key,
    a.is_control,
    a.was_contacted,
    a.is_control and a.was_contacted as is_contaminated,
    a.is_control and n.member_key is not null as shares_address,
    a.delivered,
    a.contacts,
    a.cell,
    concat_ws(' · ', a.channel, a.product, a.timing, a.gift) as offer,
    a.channel, a.product, a.timing, a.gift,
    a.treatment_code,
    a.list_key, a.treatment, a.list_offer, a.rank, a.propensity, a.selection_probability,
    a.contacted_at,
    a.opens_on,
    a.closes_on,
    o.member_key is not null as is_responder,
    o.class as answer_class,
    o.responded_at,
    o.answered_on,
    coalesce(o.answers, 0) as answers,
    case
        when o.member_key is null then 0
        else coalesce(o.value, a.value_per_response)
    end::decimal(18, 6) as value,
    o.member_key is not null and o.value is null and a.value_per_response is not null as is_planned_value,
    a.cost,
    case when a.is_control then coalesce(w.weight, 1) else 1 end::double as weight,
from assigned as a
left join outcome as o on a.campaign_number = o.campaign_number and a.member_key = o.member_key
left join near as n on a.campaign_number = n.campaign_number and a.member_key = n.member_key
left join weighed as w on a.campaign_number = w.campaign_number and a.cell = w.cell;

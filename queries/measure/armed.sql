-- measure/armed: everyone who is compared, with the arm, what was to be sent, and the outcome inside the window. An
--   answer counts once per member and wave; money back is none, and lowers the value. Where answers carry no value, the
--   plan's value per response stands in.
-- reads: assigned, answers, goals, common_outcomes, cell_weights (see measure/cell_weights), store.shared_addresses
-- writes: temp view armed, one row per campaign, member and wave; value and cost are NULL where none is known; value
--   is 0 without an answer, but for money back. is_contaminated: held out, and contacted all the same. shares_address:
--   held out, and somebody contacted has the same phone or e-mail; weight is of those held out, and 1 of those
--   contacted. gifts: what those contacted were given for answers, one for each code they brought back, else one for
--   answers told by campaign; gift_cost: what that cost, which is part of cost. has_outcome, outcome_value: by which
--   the arms are compared (see measure/goals), an answer where nobody is held out; of those held out NULL where there
--   is no such outcome, is_compared: whether the row is in the comparison
create or replace temp view armed as
with outcome as (
    select
        campaign_number,
        member_key,
        wave,
        count(*) filter (where counts) as answers,
        min(responded_at) filter (where counts) as responded_at,
        min(answered_on) filter (where counts) as answered_on,
        sum(value) filter (where counts) as value,
        sum(value) filter (where class = 'refund') as money_back,
        count(*) filter (where class = 'code') as codes,
        count(*) filter (where class = 'member') as told,
        min(class) filter (where counts) as class,  -- code, inferred, member: a code tells most
    from answers
    where counts or class = 'refund'
    group by campaign_number, member_key, wave
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
)

select
    a.campaign_number,
    a.member_key,
    a.wave,
    a.is_control,
    a.was_contacted,
    a.is_control and a.was_contacted as is_contaminated,
    a.is_control and n.member_key is not null as shares_address,
    a.delivered,
    a.contacts,
    a.cell, a.stratum,
    concat_ws(' · ', a.channel, a.product, a.timing, a.gift, own_words(a.own_elements)) as offer,
    a.channel, a.product, a.timing, a.gift, a.own_elements,
    a.treatment_code,
    a.list_key, a.treatment, a.list_offer, a.rank, a.propensity, a.selection_probability,
    a.contacted_at,
    a.opens_on,
    a.closes_on,
    a.from_on,
    a.until_on,
    coalesce(o.answers, 0) > 0 as is_responder,
    o.class as answer_class,
    o.responded_at,
    o.answered_on,
    coalesce(o.answers, 0) as answers,
    case when a.is_control then 0 when o.codes > 0 then o.codes when o.told > 0 then 1 else 0 end as gifts,
    case
        when coalesce(o.answers, 0) = 0 then coalesce(o.money_back, 0)
        when o.money_back is null then coalesce(o.value, a.value_per_response)
        else coalesce(o.value, a.value_per_response, 0) + o.money_back
    end::decimal(18, 6) as value,
    coalesce(o.answers, 0) > 0 and o.value is null and a.value_per_response is not null as is_planned_value,
    case
        when g.is_compared and g.outcome is not null then m.member_key is not null
        when not a.is_control then coalesce(o.answers, 0) > 0
    end as has_outcome,
    case
        when g.is_compared and g.outcome = 'answer'
            then
                coalesce(
                    case when m.member_key is not null then coalesce(m.value, a.value_per_response) else 0 end
                    + coalesce(o.money_back, 0),
                    o.money_back
                )
        when g.is_compared and g.outcome is not null then case when m.member_key is null then 0 else m.value end
        when a.is_control then null
        when coalesce(o.answers, 0) = 0 then coalesce(o.money_back, 0)
        when o.money_back is null then coalesce(o.value, a.value_per_response)
        else coalesce(o.value, a.value_per_response, 0) + o.money_back
    end::decimal(18, 6) as outcome_value,
    a.is_compared,
    case when gifts > 0 then a.response_cost * gifts else 0 end::decimal(18, 6) as gift_cost,
    case when gifts > 0 and a.response_cost > 0 then coalesce(a.cost, 0) + a.response_cost * gifts else a.cost end
    ::decimal(38, 6) as cost,
    case when a.is_control then coalesce(w.weight, 1) else 1 end::double as weight,
from assigned as a
inner join goals as g on a.campaign_number = g.campaign_number
left join outcome as o
    on a.campaign_number = o.campaign_number and a.member_key = o.member_key and a.wave = o.wave
left join common_outcomes as m
    on a.campaign_number = m.campaign_number and a.member_key = m.member_key and a.wave = m.wave
left join near as n on a.campaign_number = n.campaign_number and a.member_key = n.member_key
left join cell_weights as w on a.campaign_number = w.campaign and a.stratum = w.cell;

-- evaluate/options_then: what the plan's offers were worth to those on a list, as far as was known before it: the
--   propensity that the list kept, with the odds of another offer as many times as its elements were worth to everyone,
--   and as the member leaned to them (by the slope of now). Offers that the member
--   could not be reached by, or had refused, are closed.
-- asks: list_key, day (the list's first); chosen_by: value, random or number
-- reads: logged, paired, leans, unfit, numbers, store.scorings, store.members, store.all_optouts, store.named_channels,
--   store.dimensions
-- writes: temp options_then, one row per row of the list and offer of the plan open to it, as targeting/bids
create temp table options_then as
with asked as (
    select * from logged
    where list_key = getvariable('list_key')
),

-- what a word for a channel means is looked up once for each offer, not for each row that may have it
face as materialized (
    select
        *,
        channel_family(channel) as family,
        channel_needs(channel) as needs,
    from paired
    where list_key = getvariable('list_key')
),

element as (
    select
        f.is_plan, f.number, d.dimension,
        element_of(d.dimension, f.channel, f.product, f.timing, f.gift, f.own_elements) as element,
    from face as f
    cross join store.dimensions as d
    where element is not null
),

leaning as (
    select r.row_key, e.is_plan, e.number, sum(n.log_leaning::decimal(18, 12))::double as log_leaning,
    from asked as r
    inner join leans as n on r.campaign_number = n.campaign_number and r.member_key = n.member_key
    inner join element as e on n.dimension = e.dimension and n.element = e.element
    group by r.row_key, e.is_plan, e.number
),

refused as (
    select distinct o.member_key, f.number,
    from store.refusals(getvariable('day')::date, getvariable('day')::date) as o
    inner join face as f on f.is_plan and list_contains(closed_by(f.family), o.family)
),

open as (
    select
        r.row_key as chooser_key, r.member_key, r.tie, f.number as offer,
        as_chance(
            case
                when f.list_offer = r.list_offer then r.propensity
                else
                    logistic(
                        logit(r.propensity) + f.log_worth - o.log_worth
                        + s.slope * (coalesce(n.log_leaning, 0) - coalesce(l.log_leaning, 0))
                    )
            end
        ) as propensity,
        f.gain, f.unit_cost,
    from asked as r
    cross join store.scorings as s
    inner join face as f on f.is_plan
    inner join face as o on not o.is_plan and r.list_offer = o.number
    inner join store.members as m on r.member_key = m.member_key
    anti join refused as x on r.member_key = x.member_key and f.number = x.number
    anti join unfit as u
        on r.member_key = u.member_key and coalesce(r.campaign_number = u.campaign_number, u.campaign_number is null)
    left join leaning as n on r.row_key = n.row_key and n.is_plan and f.number = n.number
    left join leaning as l on r.row_key = l.row_key and not l.is_plan and r.list_offer = l.number
    where
        case f.needs
            when 'phone' then m.phone is not null
            when 'email' then m.email is not null
            else true
        end
)

select
    o.chooser_key, o.offer, o.propensity, o.tie,
    worth_of_contact(o.propensity, o.gain, o.unit_cost) as value,
    case getvariable('chosen_by')
        when 'value' then value
        when 'random' then as_priority(o.tie)
        else n.priority
    end as priority,
from open as o
left join numbers as n on o.member_key = n.member_key;

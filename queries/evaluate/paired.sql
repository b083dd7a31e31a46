-- evaluate/paired: which offer of each list an offer of the plan is: of the same channel and gift, and of the product,
--   timing and elements of other dimensions that the plan names; what it does not name is as the list had it. Of
--   several the first.
-- asks: offers, of the plan, as JSON
-- reads: logged, store.list_treatments, store.worths
-- writes: temp paired, one row per list and offer, of the plan and of the list itself: is_plan; list_offer (NULL: the
--   list had no such offer); log_worth, what its elements were worth to everyone when the list was made
create temp table paired as
with asked as (
    select unnest(
        from_json(
            getvariable('offers')::json,
            '[{
                "number": "integer", "channel": "varchar", "product": "varchar", "timing": "varchar", "gift": "varchar",
                "own_elements": "varchar",
                "unit_cost": "decimal(18, 6)", "gain": "decimal(18, 6)"
            }]'
        ),
        recursive := true
    )
),

list as (
    select distinct list_key from logged
),

listed as (
    select
        t.list_key, t.offer, t.channel, t.product, t.timing, t.gift, t.own_elements,
        coalesce(
            any_value(t.log_worth)::double,
            any_value(offer_log_worth(t.channel, t.product, t.timing, t.gift, t.own_elements))
        ) as log_worth,
    from store.list_treatments as t
    semi join list as l on t.list_key = l.list_key
    group by t.list_key, t.offer, t.channel, t.product, t.timing, t.gift, t.own_elements
),

met as (
    select
        l.list_key, a.number, a.unit_cost, a.gain, a.channel, a.product, a.timing, a.gift, a.own_elements,
        min(t.offer) as list_offer,
    from list as l
    cross join asked as a
    left join listed as t
        on
            l.list_key = t.list_key
            and a.channel = t.channel
            and a.gift is not distinct from t.gift
            and coalesce(a.product = t.product, a.product is null)
            and coalesce(a.timing = t.timing, a.timing is null)
            and coalesce(json_contains(t.own_elements, a.own_elements), a.own_elements is null)
    group by all
)

select
    m.list_key, true as is_plan, m.number, m.list_offer, m.unit_cost, m.gain, m.channel,
    coalesce(t.product, m.product) as product,
    coalesce(t.timing, m.timing) as timing,
    m.gift,
    coalesce(t.own_elements, m.own_elements) as own_elements,
    coalesce(t.log_worth, offer_log_worth(m.channel, m.product, m.timing, m.gift, m.own_elements)) as log_worth,
from met as m
left join listed as t on m.list_key = t.list_key and m.list_offer = t.offer
union all
select
    list_key, false as is_plan, offer as number, offer as list_offer, null as unit_cost, null as gain, channel,
    product, timing, gift, own_elements, log_worth,
from listed;

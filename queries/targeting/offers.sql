-- targeting/offers: what plans offer, and what is known of it.
-- asks: offers, as JSON
-- reads: store.worths, store.named_channels
-- writes: temp offers, one row per plan and offer: number, counted through all plans; value_per_response, what an
--   answer brings after its response_cost; family, which opt-outs and
--   policies hold for it; needs, the address that it goes to; bonus, what a
--   contact saves of stock that would be worth less than nothing; offer_log_ratio, what its elements are worth together
create temp table offers as
with told as (
    select unnest(
        from_json(
            getvariable('offers')::json,
            '[{
                "plan": "integer", "offer": "integer", "number": "integer", "channel": "varchar", "product": "varchar",
                "timing": "varchar", "gift": "varchar", "own_elements": "varchar", "unit_cost": "decimal(18, 6)",
                "response_cost": "decimal(18, 6)", "value_per_response": "decimal(18, 6)", "bonus": "double", "capacity": "bigint"
            }]'
        ),
        recursive := true
    )
)

select
    *,
    channel_family(channel) as family,
    channel_needs(channel) as needs,
    offer_log_worth(channel, product, timing, gift, own_elements) as offer_log_ratio,
from told;

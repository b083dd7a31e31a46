-- load/campaigns_typed: rows of a campaigns file, read and checked.
-- reads: incoming
-- writes: temp view campaigns_typed, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view campaigns_typed as
with texts as (
    select
        line,
        _changes,
        clean(campaign_id) as campaign_id,
        clean(name) as name,
        clean(product) as product,
        clean(timing) as timing,
        clean(gift) as gift,
        lower(worded(clean(channel))) as channel,
        clean_figure(starts_on) as starts_on_text,
        clean_figure(ends_on) as ends_on_text,
        clean(response_days) as response_days_text,
        clean_figure(unit_cost) as unit_cost_text,
        clean(notes) as notes,
        own_elements,
    from incoming
),

read_out as (
    select
        *,
        as_day(starts_on_text, getvariable('numbers_starts_on')) as starts_on,
        as_day(ends_on_text, getvariable('numbers_ends_on')) as ends_on,
        case when regexp_full_match(response_days_text, '-?[0-9]{1,4}') then response_days_text::integer end
            as response_days,
        as_amount(unit_cost_text, getvariable('decimal_unit_cost'), getvariable('money_unit_cost')) as unit_cost,
    from texts
)

select
    * exclude (starts_on_text, ends_on_text, response_days_text, unit_cost_text),
    coalesce(
        required('campaign_id', campaign_id),
        time_fault('starts_on', starts_on_text, starts_on, 'a date'),
        time_fault('ends_on', ends_on_text, ends_on, 'a date'),
        fault('response_days', response_days_text, response_days, 'a whole number of days, at most 9999'),
        case when response_days < 0 then ['response_days', response_days_text, 'is below zero'] end,
        amount_fault('unit_cost', unit_cost_text, unit_cost),
        case when unit_cost < 0 then ['unit_cost', unit_cost_text, 'is below zero'] end,
        case when ends_on < starts_on then ['ends_on', ends_on_text, 'is before starts_on'] end
    ) as problem,
from read_out;

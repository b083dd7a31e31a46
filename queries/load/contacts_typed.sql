-- load/contacts_typed: rows of a contacts file, read and checked.
-- reads: incoming
-- writes: temp view typed_rows, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view typed_rows as
with texts as (
    select
        line,
        clean(member_id) as member_id,
        clean(campaign_id) as campaign_id,
        clean(contacted_at) as contacted_at_text,
        lower(clean(channel)) as channel,
        clean(product) as product,
        clean(timing) as timing,
        clean(gift) as gift,
        clean(cell) as cell,
        clean(is_control) as is_control_text,
        clean(treatment_code) as treatment_code,
        clean(cost) as cost_text,
        clean(responded) as responded_text,
        clean(responded_at) as responded_at_text,
        clean(value) as value_text,
        clean(delivered) as delivered_text,
    from incoming
),

read_out as (
    select
        *,
        as_time(contacted_at_text) as contacted_at,
        as_flag(coalesce(is_control_text, '0')) as is_control,
        as_amount(cost_text) as cost,
        as_time(responded_at_text) as responded_at,
        -- an answer with a time but no flag is an answer
        coalesce(as_flag(responded_text), case when responded_at_text is not null then true end) as responded,
        as_amount(value_text) as value,
        as_flag(delivered_text) as delivered,
    from texts
)

select
    line, member_id, campaign_id, contacted_at, channel, product, timing, gift, cell, is_control, treatment_code,
    cost, responded, responded_at, value, delivered,
    coalesce(
        required('member_id', member_id),
        required('campaign_id', campaign_id),
        fault('contacted_at', contacted_at_text, contacted_at, 'a date or time'),
        fault('is_control', is_control_text, is_control, 'yes or no'),
        fault('cost', cost_text, cost, 'an amount'),
        fault('responded', responded_text, as_flag(responded_text), 'yes or no'),
        fault('responded_at', responded_at_text, responded_at, 'a date or time'),
        fault('value', value_text, value, 'an amount'),
        fault('delivered', delivered_text, delivered, 'yes or no')
    ) as problem,
from read_out;

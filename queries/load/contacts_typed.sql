-- load/contacts_typed: rows of a contacts file, read and checked.
-- reads: incoming_raw, member_texts, treatment_texts
-- writes: temp view contacts_typed, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view contacts_typed as
with blanks_off as (
    select
        f.line,
        f.member_id as member_written,
        m.member_key,
        r.treatment_key,
        r.campaign_key,
        m._changes as member_changes,
        m._changes + r._changes as _changes,
        f.contacted_at as contacted_at_raw,
        f.treatment_code as treatment_code_raw,
        stripped(f.contacted_at) as contacted_at_text,
        stripped(f.is_control) as is_control_text,
        stripped(f.treatment_code) as treatment_code,
        stripped(f.cost) as cost_text,
        stripped(f.responded) as responded_text,
        stripped(f.responded_at) as responded_at_text,
        stripped(f.value) as value_text,
        stripped(f.delivered) as delivered_text,
    from incoming_raw as f
    left join member_texts as m on f.member_id = m.text
    left join treatment_texts as r
        on
            f.campaign_id = r.campaign_text
            and f.cell is not distinct from r.cell_text
            and f.channel is not distinct from r.channel_text
            and f.product is not distinct from r.product_text
            and f.timing is not distinct from r.timing_text
            and f.gift is not distinct from r.gift_text
            and f.own_elements is not distinct from r.own_written
),

meant as (
    select
        * replace (
            plain(contacted_at_text) as contacted_at_text,
            plain(is_control_text) as is_control_text,
            as_key('treatment_code', treatment_code) as treatment_code,
            plain(cost_text) as cost_text,
            plain(responded_text) as responded_text,
            plain(responded_at_text) as responded_at_text,
            plain(value_text) as value_text,
            plain(delivered_text) as delivered_text
        ),
    from blanks_off
),

texts as (
    select
        * replace (
            clean_figure(contacted_at_text) as contacted_at_text,
            clean(is_control_text) as is_control_text,
            clean(treatment_code) as treatment_code,
            clean_figure(cost_text) as cost_text,
            clean(responded_text) as responded_text,
            clean_figure(responded_at_text) as responded_at_text,
            clean_figure(value_text) as value_text,
            clean(delivered_text) as delivered_text
        ),
        cost_text as cost_plain,
        responded_at_text as responded_at_plain,
        value_text as value_plain,
    from meant
),

read_out as (
    select
        * replace (
            _changes
            + is_changed(contacted_at_raw, contacted_at_text)
            + is_changed(treatment_code_raw, treatment_code)
            + is_changed(cost_plain, cost_text)
            + is_changed(responded_at_plain, responded_at_text)
            + is_changed(value_plain, value_text) as _changes
        ),
        as_time(contacted_at_text, getvariable('numbers_contacted_at')) as contacted_at,
        as_flag(coalesce(worded(is_control_text), '0')) as is_control,
        as_amount(cost_text, getvariable('decimal_cost'), getvariable('money_cost')) as cost,
        as_time(responded_at_text, getvariable('numbers_responded_at')) as responded_at,
        -- an answer with a time but no flag is an answer
        coalesce(as_flag(worded(responded_text)), case when responded_at_text is not null then true end) as responded,
        as_amount(value_text, getvariable('decimal_value'), getvariable('money_value')) as value,
        as_flag(worded(delivered_text)) as delivered,
    from texts
)

select
    line, _changes, member_key, treatment_key, contacted_at, is_control, treatment_code,
    cost, responded, responded_at, value, delivered,
    coalesce(
        case when member_key is null then no_member(member_written, member_changes is not null) end,
        required('campaign_id', campaign_key),
        shortened('treatment_code', treatment_code),
        time_fault('contacted_at', contacted_at_text, contacted_at, 'a date or time'),
        fault('is_control', is_control_text, is_control, 'yes or no'),
        amount_fault('cost', cost_text, cost),
        case when cost < 0 then ['cost', cost_text, 'is below zero'] end,
        fault('responded', responded_text, as_flag(worded(responded_text)), 'yes or no'),
        time_fault('responded_at', responded_at_text, responded_at, 'a date or time'),
        amount_fault('value', value_text, value),
        fault('delivered', delivered_text, delivered, 'yes or no')
    ) as problem,
from read_out;

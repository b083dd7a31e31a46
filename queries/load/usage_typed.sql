-- load/usage_typed: rows of a usage file, read and checked; a month may be written as any day of it.
-- reads: incoming
-- writes: temp view usage_typed, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view usage_typed as
with texts as (
    select
        line,
        _changes,
        clean(member_id) as member_id,
        clean_figure(month) as month_text,
        clean(product) as product,
        clean_figure(revenue) as revenue_text,
        clean_figure(volume) as volume_text,
    from incoming
),

read_out as (
    select
        *,
        as_month(month_text, getvariable('numbers_month')) as month,
        as_amount(revenue_text, getvariable('decimal_revenue'), getvariable('money_revenue')) as revenue,
        as_amount(volume_text, getvariable('decimal_volume'), getvariable('money_volume')) as volume,
    from texts
)

select
    line, _changes, member_id, month, product, revenue, volume,
    coalesce(
        required('member_id', member_id),
        shortened('member_id', member_id),
        no_address(member_id),
        required('month', month_text),
        time_fault('month', month_text, month, 'a month'),
        required('product', product),
        amount_fault('revenue', revenue_text, revenue),
        amount_fault('volume', volume_text, volume)
    ) as problem,
from read_out;

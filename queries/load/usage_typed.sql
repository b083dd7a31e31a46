-- load/usage_typed: rows of a usage file, read and checked; a month may be written as any day of it.
-- reads: incoming
-- writes: temp view typed_rows, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view typed_rows as
with texts as (
    select
        line,
        _changes,
        clean(member_id) as member_id,
        clean(month) as month_text,
        clean(product) as product,
        clean(revenue) as revenue_text,
        clean(volume) as volume_text,
    from incoming
),

read_out as (
    select
        *,
        date_trunc(
            'month',
            coalesce(
                as_time(month_text),
                within_reason(try_strptime(month_text, ['%Y-%m', '%Y/%m', '%Y%m', '%Y年%m月']))
            )
        )::date as month,
        as_amount(revenue_text) as revenue,
        as_amount(volume_text) as volume,
    from texts
)

select
    line, _changes, member_id, month, product, revenue, volume,
    coalesce(
        required('member_id', member_id),
        shortened('member_id', member_id),
        required('month', month_text),
        fault('month', month_text, month, 'a month'),
        required('product', product),
        fault('revenue', revenue_text, revenue, 'an amount'),
        fault('volume', volume_text, volume, 'an amount')
    ) as problem,
from read_out;

-- load/responses_typed: rows of a responses file, read and checked. Who refuses is heard, whatever else cannot be read.
-- reads: incoming
-- writes: temp view responses_typed, one row per row of the file; problem says what is wrong with it, or is NULL
create or replace temp view responses_typed as
with texts as (
    select
        line,
        _changes,
        clean(member_id) as member_id,
        clean(phone) as phone,
        lower(clean(email)) as email,
        clean(campaign_id) as campaign_id,
        clean(treatment_code) as treatment_code,
        clean(code) as code,
        clean_figure(responded_at) as responded_at_text,
        lower(worded(clean(channel))) as channel,
        clean(gift) as gift,
        worded(clean(kind)) as kind,
        clean_figure(value) as value_text,
        own_elements,
    from incoming
),

read_out as (
    select
        *,
        as_time(responded_at_text, getvariable('numbers_responded_at')) as responded_at,
        as_amount(value_text, getvariable('decimal_value'), getvariable('money_value')) as value,
    from texts
),

judged as (
    select
        line, _changes, member_id, phone, email, campaign_id, treatment_code, responded_at, channel, gift, kind, value,
        code, own_elements,
        coalesce(
            required('member_id', member_id),
            shortened('member_id', member_id),
            no_address(member_id),
            shortened('treatment_code', treatment_code),
            shortened('code', code),
            case
                when campaign_id is null and treatment_code is null and code is null
                    then ['campaign_id', null, 'is missing, and so are treatment_code and code']
            end,
            time_fault('responded_at', responded_at_text, responded_at, 'a date or time'),
            amount_fault('value', value_text, value)
        ) as problem,
    from read_out
)

-- of a refusal it is enough to know whose it is
select
    * exclude (problem),
    case
        when problem is null then null -- most rows, of which no word is looked at
        when member_id is null or shortened('member_id', member_id) is not null or not is_refusal(kind) then problem
    end as problem,
from judged;

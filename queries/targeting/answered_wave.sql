-- targeting/answered_wave: who has answered a series so far, as its next wave asks: bought (an answer told of the
--   campaign or by a code of it that is no click, view or reply; answers of the goal's kind whatever they say of the
--   campaign; usage of the product where that is the goal), clicked (such an answer, and nothing bought), or either.
-- asks: campaign; since, the first day of the series; wanted_answer ('bought', 'clicked'; 'silent': either of both);
--   kind, of the goal's answers, and product, whose use is the goal (NULL: it is another); is_new, of those alone who
--   had none the month before
-- reads: store.direct_answers, store.campaigns, store.answered, store.usage
-- writes: temp answered_wave, one row per member
create temp table answered_wave as
with told as (
    select
        a.member_key,
        not coalesce(is_engagement(a.kind), false)
        and coalesce(lower(trim(a.kind)) = lower(trim(getvariable('kind'))), getvariable('kind') is null) as is_bought,
    from store.direct_answers as a
    inner join store.campaigns as c on a.campaign_key = c.campaign_key
    where c.campaign_id = getvariable('campaign') and is_asked(a.member_key)
    union all
    select member_key, true as is_bought,
    from store.answered
    where
        lower(trim(kind)) = lower(trim(getvariable('kind')))
        and responded_at >= getvariable('since')::date
        and is_asked(member_key)
),

used as (
    select member_key, min(month) as first_month,
    from store.usage
    where
        product = getvariable('product')
        and coalesce(revenue, volume) > 0
        and month >= date_trunc('month', getvariable('since')::date)
        - to_months(coalesce(getvariable('is_new'), false)::integer)
        and is_asked(member_key)
    group by member_key
),

answer as (
    select * from told
    union all
    select member_key, true as is_bought,
    from used
    where first_month >= date_trunc('month', getvariable('since')::date)
)

select member_key,
from answer
group by member_key
having
    case getvariable('wanted_answer')
        when 'bought' then bool_or(is_bought)
        when 'clicked' then not bool_or(is_bought)
        else true
    end;

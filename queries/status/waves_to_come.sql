-- status/waves_to_come: the next wave of each series whose latest wave was handed over.
-- reads: store.lists
-- gives: one row per series with a wave to come, the first due before the others: campaign_id, wave, sent_to, due_on
with latest as (
    select campaign_id, wave, starts_on, plan,
    from store.lists
    where status = 'exported' and wave is not null and json_valid(plan)
    qualify row_number() over (partition by campaign_id order by wave desc, newest desc) = 1
)

select
    campaign_id,
    wave + 1 as wave,
    json_extract_string(plan, '$.wave[' || (wave - 1) || '].to') as sent_to,
    starts_on
    + (
        coalesce((plan ->> '$.send.days')::integer, 1) - 1
        + (json_extract_string(plan, '$.wave[' || (wave - 1) || '].after_days'))::integer
    ) as due_on,
from latest
where json_array_length(plan, '$.wave') >= wave
order by due_on, campaign_id;

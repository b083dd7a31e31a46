-- replay/cut_peace: of each campaign, by month and channel, the contacts that the caps leave out, and those contacted
--   who would have been left in peace by it, with what they did.
-- reads: gone_through, arms_in_peace, measured
-- gives: one row per campaign, month and channel with any: left_out; members, of those who are compared, outcomes:
--   of those with the outcome by which the arms are compared; outcome_value: its sum
with counted as (
    select
        campaign_id, month, channel,
        count(*) as left_out, 0 as members, 0 as outcomes,
        0::decimal(18, 6) as outcome_value,
    from gone_through
    where is_left_out and not is_held
    group by campaign_id, month, channel
    union all
    select
        m.campaign_id, a.month, a.left_channel as channel,
        0 as left_out, count(*) as members,
        count(*) filter (where a.has_outcome) as outcomes,
        coalesce(sum(a.outcome_value), 0) as outcome_value,
    from arms_in_peace as a
    inner join measured as m on a.campaign_number = m.campaign_number
    where a.is_compared and not a.is_control
    group by m.campaign_id, a.month, a.left_channel
)

select
    campaign_id as campaign,
    strftime(month, '%Y-%m') as month,
    coalesce(channel, '(none)') as channel,
    sum(left_out)::bigint as left_out,
    sum(members)::bigint as members,
    sum(outcomes)::bigint as outcomes,
    sum(outcome_value)::double as outcome_value,
from counted
group by campaign_id, month, channel
order by campaign, month, channel;

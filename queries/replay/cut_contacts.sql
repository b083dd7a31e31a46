-- replay/cut_contacts: the contacts of the span and those that the caps leave out, all of them, by month, by channel
--   and by campaign. Those that members held out would have had are counted beside them.
-- reads: gone_through
-- gives: one row per cut (all, month, channel, campaign) and name of it: contacts, left_out; cost and saved: of those
--   contacts, and of those left out, NULL where none of them has a cost; unpriced: left out, and no cost is known;
--   planned: left out, and told by a list alone; held, held_left_out: of those held out
with cut as (
    select
        case
            when grouping(month) = 0 then 'month'
            when grouping(channel) = 0 then 'channel'
            when grouping(campaign_id) = 0 then 'campaign'
            else 'all'
        end as cut,
        case
            when grouping(month) = 0 then strftime(month, '%Y-%m')
            when grouping(channel) = 0 then coalesce(channel, '(none)')
            when grouping(campaign_id) = 0 then campaign_id
            else 'all'
        end as name,
        min(month) filter (where not is_held) as first_month,
        count(*) filter (where not is_held) as contacts,
        count(*) filter (where not is_held and is_left_out) as left_out,
        sum(cost) filter (where not is_held)::double as cost,
        sum(cost) filter (where not is_held and is_left_out)::double as saved,
        count(*) filter (where not is_held and is_left_out and cost is null) as unpriced,
        count(*) filter (where not is_held and is_left_out and is_planned) as planned,
        count(*) filter (where is_held) as held,
        count(*) filter (where is_held and is_left_out) as held_left_out,
    from gone_through
    group by grouping sets ((), (month), (channel), (campaign_id))
)

select * exclude (first_month),
from cut
where contacts > 0 or cut = 'all'
order by
    cut = 'all' desc, cut, case when cut = 'month' then name end,
    case when cut = 'campaign' then first_month end, left_out desc, name;

-- replay/cut_answers: the answers to contacts of the span and those lost, all of them, by month, by channel and by
--   campaign. An answer counts once per campaign, member and wave, as in measure.
-- reads: answered, measured
-- gives: one row per cut (all, month, channel, campaign) and name of it: answers; lost; kept: answers to a contact left
--   out that another contact of the campaign would have brought; value_lost, NULL where no lost answer has a value
select
    case
        when grouping(a.month) = 0 then 'month'
        when grouping(a.channel) = 0 then 'channel'
        when grouping(m.campaign_id) = 0 then 'campaign'
        else 'all'
    end as cut,
    case
        when grouping(a.month) = 0 then strftime(a.month, '%Y-%m')
        when grouping(a.channel) = 0 then coalesce(a.channel, '(none)')
        when grouping(m.campaign_id) = 0 then m.campaign_id
        else 'all'
    end as name,
    count(*) as answers,
    count(*) filter (where a.is_lost) as lost,
    count(*) filter (where a.is_kept) as kept,
    sum(a.value)::double as value_lost,
from answered as a
inner join measured as m on a.campaign_number = m.campaign_number
group by grouping sets ((), (a.month), (a.channel), (m.campaign_id))
order by cut, name;

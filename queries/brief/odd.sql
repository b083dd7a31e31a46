-- brief/odd: what is odd about the holdouts of the month's campaigns.
-- reads: measured, measured_lists, cell_weights, arms
-- gives: one row per campaign with somebody held out, in order of ids: how many of them were contacted all the same, or
--   share an address with somebody contacted; of those on a list, how many were held out, and how many its plan would
--   hold out; watched: of how many held out an outcome is known; answered, unseen: of those contacted, and how many of
--   them did not show the outcome by which the arms are compared; least_share, most_share: of a cell, held out, where
--   that differs by more than chance
with cell as (
    select
        campaign_number,
        count(*) filter (where is_control) / count(*) as share,
    from arms
    group by campaign_number, stratum
    having count(*) filter (where not is_control) > 0
),

uneven as (
    select campaign_number, min(share) as least_share, max(share) as most_share,
    from cell
    semi join cell_weights as w on campaign_number = w.campaign and w.is_uneven
    group by campaign_number
)

select
    m.campaign_id,
    count(*) filter (where a.is_control) as control,
    count(*) filter (where a.is_contaminated) as contaminated,
    count(*) filter (where a.shares_address) as sharing,
    count(l.list_key) as listed,
    count(l.list_key) filter (where a.is_control) as listed_control,
    sum(l.holdout_share::decimal(38, 12))::double as expected_control,
    count(a.has_outcome) filter (where a.is_control) as watched,
    count(*) filter (where a.is_responder and not a.is_control) as answered,
    count(*) filter (where a.is_responder and not a.is_control and not a.has_outcome) as unseen,
    min(u.least_share) as least_share,
    min(u.most_share) as most_share,
from arms as a
inner join measured as m on a.campaign_number = m.campaign_number
left join measured_lists as l on a.campaign_number = l.campaign_number and a.list_key = l.list_key
left join uneven as u on a.campaign_number = u.campaign_number
group by m.campaign_id
having count(*) filter (where a.is_control) > 0
order by m.campaign_id;

-- adhoc/campaign_overlap: how many members two campaigns share, and who of them answered which
-- gives: one row
-- asks: first (text): a campaign
-- asks: second (text): another
-- reads: store.answered_contacts
with asked as (
    select getvariable('first')::varchar as first, getvariable('second')::varchar as second,
),

contacted as (
    select
        k.member_key,
        bool_or(k.campaign_id = q.first) as in_first,
        bool_or(k.campaign_id = q.second) as in_second,
        bool_or(k.campaign_id = q.first and k.is_answered) as answered_first,
        bool_or(k.campaign_id = q.second and k.is_answered) as answered_second,
    from store.answered_contacts as k
    inner join asked as q on k.campaign_id in (q.first, q.second)
    where not k.is_control
    group by k.member_key
)

select
    count(*) filter (where in_first) as contacted_first,
    count(*) filter (where in_second) as contacted_second,
    count(*) filter (where in_first and in_second) as contacted_both,
    contacted_both / nullif(least(contacted_first, contacted_second), 0) as share_of_smaller,
    count(*) filter (where in_first and in_second and answered_first) as both_answered_first,
    count(*) filter (where in_first and in_second and answered_second) as both_answered_second,
    count(*) filter (where answered_first and answered_second) as answered_both,
from contacted;

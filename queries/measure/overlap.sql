-- measure/overlap: how far campaigns are answered by the same members, pair by pair.
--   share_of_smaller = both / the smaller of the two; jaccard = both / whoever answered either; expected: of those
--   contacted by both, how many would answer both if the one had nothing to do with the other: a b / n, of n members of
--   whom a answered the first and b the second; ratio = both / expected.
-- reads: measured, arms
-- gives: one row per pair of campaigns that contacted anybody, the earlier first; shares are NULL where nobody
--   answered, expected where no member was contacted by both
with later as (
    select distinct campaign_number, member_key,
    from arms
    where wave > 1 and is_responder and not is_control
),

contact as (
    select a.campaign_number, a.member_key, a.is_responder or l.member_key is not null as is_responder,
    from arms as a
    left join later as l on a.campaign_number = l.campaign_number and a.member_key = l.member_key
    where not a.is_control and a.wave = 1
),

counted as (
    select campaign_number, count(*) filter (where is_responder) as responders,
    from contact
    group by campaign_number
),

campaign as (
    select
        m.campaign_number, m.campaign_id, c.responders,
        row_number() over (order by m.starts_at, m.campaign_id) as place,
    from measured as m
    inner join counted as c on m.campaign_number = c.campaign_number
),

met as (
    select
        a.campaign_number as one,
        b.campaign_number as another,
        count(*) as contacted,
        count(*) filter (where a.is_responder) as answered_one,
        count(*) filter (where b.is_responder) as answered_another,
        count(*) filter (where a.is_responder and b.is_responder) as answered_both,
    from contact as a
    inner join contact as b on a.member_key = b.member_key and a.campaign_number < b.campaign_number
    group by a.campaign_number, b.campaign_number
),

paired as (
    select
        a.place, b.place as other_place,
        a.campaign_id, b.campaign_id as other_id, a.responders, b.responders as other_responders,
        coalesce(m.answered_both, 0) as answered_both,
        coalesce(m.contacted, 0) as contacted_both,
        m.answered_one::double * m.answered_another / m.contacted as expected,
    from campaign as a
    inner join campaign as b on a.place < b.place
    left join met as m
        on
            least(a.campaign_number, b.campaign_number) = m.one
            and greatest(a.campaign_number, b.campaign_number) = m.another
)

select
    campaign_id as campaign, other_id as other, responders, other_responders, answered_both,
    answered_both / nullif(least(responders, other_responders), 0) as share_of_smaller,
    answered_both / nullif(responders + other_responders - answered_both, 0) as jaccard,
    contacted_both,
    expected,
    answered_both / nullif(expected, 0) as ratio,
from paired
order by place, other_place;

-- measure/told_kinds: the kinds of answers that the source tells of both arms: of members who were sent nothing, too,
--   by campaign and without a code. A code in their hands is somebody else's, and tells nothing of the source; a click,
--   a reply or a vote is only had by who was contacted.
-- reads: classed_answers, contacted, assigned
-- writes: temp told_kinds, one row per campaign, source (response or contact) and kind, NULL where none is told
create or replace temp table told_kinds as
with response as (
    select distinct d.campaign_number, 'response' as source, d.kind,
    from classed_answers as d
    left join assigned as a
        on d.campaign_number = a.campaign_number and d.member_key = a.member_key and d.wave = a.wave
    where d.treatment_code is null and (d.class = 'viral' or a.is_control)
),

contact as (
    select distinct campaign_number, 'contact' as source, null::varchar as kind,
    from contacted
    where is_control and (responded is not null or responded_at is not null)
)

select r.campaign_number, r.source, r.kind
from response as r
where coalesce(not is_engagement(r.kind), true)
union all
select campaign_number, source, kind from contact;

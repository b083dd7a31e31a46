-- score/delivery: what became of each contact of a changed campaign, as a vendor reported it by the scoring day.
-- asks: as_of
-- reads: store.contact_reports, changed
-- writes: temp delivery, one row per member, campaign, code and contact that is reported on
create or replace temp table delivery as
select
    r.member_key, r.campaign_key, r.treatment_code, r.contacted_at,
    latest_outcome(r.reported_at, r.outcome) as delivered,
    max(r.reported_at) as reported_at,
    bool_and(r.is_only) as is_only,
from store.contact_reports as r
semi join changed as c on r.campaign_key = c.campaign_key
where coalesce(r.reported_at::date <= getvariable('as_of')::date, true)
group by r.member_key, r.campaign_key, r.treatment_code, r.contacted_at;

-- calendar/drafts: lists that are drafts still: the newest of each campaign and wave, where none was approved, and no
--   contact of the campaign is loaded but of the waves before.
-- reads: store.lists, store.contacts, store.treatments, store.campaigns
-- writes: temp drafts, one row per campaign and wave
create or replace temp table drafts as
with standing as (
    select list_key, campaign_id, wave, status, coalesce(starts_on, as_of) as starts_on,
    from store.lists
    where status <> 'recalled'
    qualify
        row_number() over (
            partition by campaign_id, coalesce(wave, 1) order by status = 'draft', newest desc
        ) = 1
)

select list_key, campaign_id, wave, starts_on,
from standing
where
    status = 'draft'
    and (
        coalesce(wave, 1) > 1
        or campaign_id not in (
            select c.campaign_id
            from store.campaigns as c
            inner join store.treatments as t on c.campaign_key = t.campaign_key
            where t.treatment_key in (select k.treatment_key from store.contacts as k where not k.is_control)
        )
    );

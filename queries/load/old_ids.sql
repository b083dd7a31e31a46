-- load/old_ids: ids that the workspace has from before in a writing that is read as another now (full-width letters,
--   characters without width): whom a file names by the new one is them.
-- asks: is_anyone_odd (whether any member may have such an id)
-- reads: store.persons, store.campaigns
-- writes: temp old_ids, one row per column and id as it is read now: known_as is what the workspace has
create or replace temp table old_ids as
with as_read as (
    select 'member_id' as name, member_id as known_as, as_key('member_id', member_id) as id,
    from store.persons
    where getvariable('is_anyone_odd')
    union all
    select 'campaign_id' as name, campaign_id as known_as, as_key('campaign_id', campaign_id) as id,
    from store.campaigns
),

odd as (
    select name, known_as, id,
    from as_read
    where id <> known_as
),

taken as (
    select 'member_id' as name, p.member_id as id,
    from store.persons as p
    semi join odd as o on p.member_id = o.id
    union all
    select 'campaign_id' as name, c.campaign_id as id,
    from store.campaigns as c
    semi join odd as o on c.campaign_id = o.id
)

select o.name, o.id, min(o.known_as) as known_as,
from odd as o
anti join taken as t on o.name = t.name and o.id = t.id
where o.id <> ''
group by o.name, o.id;

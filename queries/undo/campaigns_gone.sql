-- undo/campaigns_gone: treatments and campaigns that nothing names any more: no file, no list, and no score.
-- reads: store.lists, store.contacts, store.former_contacts, store.cells, store.responses, store.returns,
--   store.made_campaigns, store.former_campaigns, store.former_made_campaigns, store.treatments, store.campaigns
-- writes: store.treatments, store.campaigns, store.changed_campaigns, without them
delete from store.treatments
where treatment_key not in (
    select treatment_key from store.contacts
    union
    select treatment_key from store.former_contacts
    union
    select treatment_key from store.cells
);

delete from store.campaigns
where
    not is_loaded
    and campaign_id not in (select l.campaign_id from store.lists as l)
    and campaign_key not in (
        select campaign_key from store.treatments
        union
        select campaign_key from store.cells
        union
        select campaign_key from store.responses
        where campaign_key is not null
        union
        select campaign_key from store.returns
        where campaign_key is not null
        union
        select campaign_key from store.made_campaigns
        union
        select campaign_key from store.former_campaigns
        union
        select campaign_key from store.former_made_campaigns
    );

delete from store.changed_campaigns
where campaign_key not in (select c.campaign_key from store.campaigns as c);

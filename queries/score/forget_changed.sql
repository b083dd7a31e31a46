-- score/forget_changed: what was noted as changed is taken up.
-- writes: store.changed_campaigns, emptied
delete from store.changed_campaigns;

-- schema/upgrades/0018_what_a_campaign_adds: lists keep what the gift of each answer costs; views are made anew, for a
--   column of theirs has another name
-- reads: store.list_treatments
-- writes: store.list_treatments
-- the cost of a gift for each answer: no list had one
alter table store.list_treatments add column response_cost decimal(18, 6) default 0;

alter table store.list_treatments alter column response_cost set not null;

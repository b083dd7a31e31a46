-- schema/upgrades/0018_what_a_campaign_adds: lists keep what the gift of each answer costs; views are made anew, for a
--   column of theirs has another name
-- reads: store.list_treatments, store.list_members, store.lists
-- writes: store.list_treatments, store.list_members
-- the cost of a gift for each answer: no list had one
alter table store.list_treatments add column response_cost decimal(18, 6) default 0;

alter table store.list_treatments alter column response_cost set not null;

-- what an offer was worth to everyone when its list was made
alter table store.list_treatments add column log_worth decimal(18, 12);

-- the joint chance of member, offer and arm, as far as lists tell it: not of those drawn to explore
alter table store.list_members add column joint_chance decimal(18, 12);

update store.list_members
set joint_chance = case when is_control then l.holdout_share else 1 - l.holdout_share end
from store.lists as l, store.list_treatments as t
where
    list_members.list_key = l.list_key
    and list_members.list_key = t.list_key
    and list_members.treatment = t.treatment
    and t.cell is distinct from 'explore';

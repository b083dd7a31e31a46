-- verify/repeated_ids: keys and ids that stand more than once where each is to stand once, of people, campaigns, files
--   and steps: every join of them would count twice.
-- reads: store.* (the dictionaries and facts that have a key), runs, loads
-- gives: one row per key that is repeated
select
    'runs run_id ' || run_id as what,
    'stands ' || count(*) || ' times' as problem,
from runs
group by run_id
having count(*) > 1
union all
select
    'loads load_id ' || load_id as what,
    'stands ' || count(*) || ' times' as problem,
from loads
group by load_id
having count(*) > 1
union all
select
    'store.meta key ' || key as what,
    'stands ' || count(*) || ' times' as problem,
from store.meta
group by key
having count(*) > 1
union all
select
    'store.persons member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.persons
group by member_key
having count(*) > 1
union all
select
    'store.persons member_id ' || member_id as what,
    'stands ' || count(*) || ' times' as problem,
from store.persons
group by member_id
having count(*) > 1
union all
select
    'store.members member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.members
group by member_key
having count(*) > 1
union all
select
    'store.erased member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.erased
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.suppressed', kind, mark) as what,
    'stands ' || count(*) || ' times' as problem,
from store.suppressed
group by kind, mark
having count(*) > 1
union all
select
    'store.aliases member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.aliases
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.departures', member_key, load_id) as what,
    'stands ' || count(*) || ' times' as problem,
from store.departures
group by member_key, load_id
having count(*) > 1
union all
select
    concat_ws(' ', 'store.stand_ins', kind, address) as what,
    'stands ' || count(*) || ' times' as problem,
from store.stand_ins
group by kind, address
having count(*) > 1
union all
select
    'store.attribute_types attribute ' || attribute as what,
    'stands ' || count(*) || ' times' as problem,
from store.attribute_types
group by attribute
having count(*) > 1
union all
select
    'store.campaigns campaign_key ' || campaign_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.campaigns
group by campaign_key
having count(*) > 1
union all
select
    'store.campaigns campaign_id ' || campaign_id as what,
    'stands ' || count(*) || ' times' as problem,
from store.campaigns
group by campaign_id
having count(*) > 1
union all
select
    'store.treatments treatment_key ' || treatment_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.treatments
group by treatment_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.treatments', campaign_key, cell, channel, product, timing, gift, own_elements) as what,
    'stands ' || count(*) || ' times' as problem,
from store.treatments
group by campaign_key, cell, channel, product, timing, gift, own_elements
having count(*) > 1
union all
select
    concat_ws(' ', 'store.usage', member_key, month, product) as what,
    'stands ' || count(*) || ' times' as problem,
from store.usage
group by member_key, month, product
having count(*) > 1;

-- verify/repeated_list_keys: keys that stand more than once where each is to stand once, of lists and what belongs to
--   them: every join of them would count twice.
-- reads: store.* (the tables of lists that have a key)
-- gives: one row per key that is repeated
select
    'store.lists list_key ' || list_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.lists
group by list_key
having count(*) > 1
union all
select
    'store.lists list_id ' || list_id as what,
    'stands ' || count(*) || ' times' as problem,
from store.lists
group by list_id
having count(*) > 1
union all
select
    'store.lists newest ' || newest as what,
    'stands ' || count(*) || ' times' as problem,
from store.lists
group by newest
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_treatments', list_key, treatment) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_treatments
group by list_key, treatment
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_members', list_key, member_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_members
group by list_key, member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_funnel', list_key, step) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_funnel
group by list_key, step
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_exclusions', list_key, member_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_exclusions
group by list_key, member_key
having count(*) > 1
union all
select
    'store.list_choices list_key ' || list_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_choices
group by list_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_limits', list_key, place) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_limits
group by list_key, place
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_tolls', list_key, offer) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_tolls
group by list_key, offer
having count(*) > 1
union all
select
    'store.made_campaigns campaign_key ' || campaign_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.made_campaigns
group by campaign_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.list_codes', list_key, member_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.list_codes
group by list_key, member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.left_out', list_key, member_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.left_out
group by list_key, member_key
having count(*) > 1
union all
select
    'store.control_periods period ' || period as what,
    'stands ' || count(*) || ' times' as problem,
from store.control_periods
group by period
having count(*) > 1
union all
select
    'store.shared_addresses member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.shared_addresses
group by member_key
having count(*) > 1;

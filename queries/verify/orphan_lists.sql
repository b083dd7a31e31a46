-- verify/orphan_lists: rows of a list that is not there, of a treatment that it does not have, or of a rule that its
--   funnel does not have; and members left out of the files of a list that does not contact them.
-- reads: store.* (lists, and every table of them)
-- gives: one row per table and list
select
    'store.list_treatments list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_treatments as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_members list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_members as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_funnel list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_funnel as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_exclusions list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_exclusions as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_choices list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_choices as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_limits list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_limits as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_tolls list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_tolls as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_codes list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.list_codes as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.left_out list_key ' || x.list_key as what,
    count(*) || ' rows of no list' as problem,
from store.left_out as x
anti join store.lists as l on x.list_key = l.list_key
group by x.list_key
union all
select
    'store.list_members list_key ' || x.list_key || ' treatment ' || x.treatment as what,
    count(*) || ' members of a treatment that the list does not have' as problem,
from store.list_members as x
anti join store.list_treatments as t on x.list_key = t.list_key and x.treatment = t.treatment
group by x.list_key, x.treatment
union all
select
    'store.list_exclusions list_key ' || x.list_key || ' step ' || x.step as what,
    count(*) || ' members taken out by a rule that the funnel does not have' as problem,
from store.list_exclusions as x
anti join store.list_funnel as f on x.list_key = f.list_key and x.step = f.step
group by x.list_key, x.step
union all
select
    'store.left_out list_key ' || x.list_key as what,
    count(*) || ' members left out whom the list does not contact' as problem,
from store.left_out as x
anti join store.list_members as m on x.list_key = m.list_key and x.member_key = m.member_key and not m.is_control
group by x.list_key;

-- verify/repeated_sums: keys that stand more than once where each is to stand once, of what scores rest on: every join
--   of them would count twice.
-- reads: store.* (the tables of scores that have a key)
-- gives: one row per key that is repeated
select
    'store.elements element_key ' || element_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.elements
group by element_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.elements', dimension, element) as what,
    'stands ' || count(*) || ' times' as problem,
from store.elements
group by dimension, element
having count(*) > 1
union all
select
    concat_ws(' ', 'store.element_pairs', first_key, second_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.element_pairs
group by first_key, second_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.constants', constant, subject) as what,
    'stands ' || count(*) || ' times' as problem,
from store.constants
group by constant, subject
having count(*) > 1
union all
select
    'store.cells cell_key ' || cell_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.cells
group by cell_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.cells', treatment_key, contacted_on) as what,
    'stands ' || count(*) || ' times' as problem,
from store.cells
group by treatment_key, contacted_on
having count(*) > 1
union all
select
    'store.member_sums member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.member_sums
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.element_sums', member_key, element_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.element_sums
group by member_key, element_key
having count(*) > 1
union all
select
    'store.responsiveness member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.responsiveness
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.profile_values', attribute, code) as what,
    'stands ' || count(*) || ' times' as problem,
from store.profile_values
group by attribute, code
having count(*) > 1
union all
select
    concat_ws(' ', 'store.value_sums', attribute, code) as what,
    'stands ' || count(*) || ' times' as problem,
from store.value_sums
group by attribute, code
having count(*) > 1
union all
select
    concat_ws(' ', 'store.value_leanings', attribute, code, element_key) as what,
    'stands ' || count(*) || ' times' as problem,
from store.value_leanings
group by attribute, code, element_key
having count(*) > 1
union all
select
    'store.profiles member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.profiles
group by member_key
having count(*) > 1
union all
select
    'store.habits member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.habits
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.habit_values', attribute, code) as what,
    'stands ' || count(*) || ' times' as problem,
from store.habit_values
group by attribute, code
having count(*) > 1
union all
select
    'store.pressures pressure ' || pressure as what,
    'stands ' || count(*) || ' times' as problem,
from store.pressures
group by pressure
having count(*) > 1
union all
select
    'store.unasked member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.unasked
group by member_key
having count(*) > 1
union all
select
    'store.member_values member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.member_values
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.arm_values', if(is_control, 'held out', 'contacted'), attribute, code) as what,
    'stands ' || count(*) || ' times' as problem,
from store.arm_values
group by is_control, attribute, code
having count(*) > 1
union all
select
    concat_ws(' ', 'store.arm_levels', if(is_control, 'held out', 'contacted'), product) as what,
    'stands ' || count(*) || ' times' as problem,
from store.arm_levels
group by is_control, product
having count(*) > 1
union all
select
    'store.draws member_key ' || member_key as what,
    'stands ' || count(*) || ' times' as problem,
from store.draws
group by member_key
having count(*) > 1
union all
select
    concat_ws(' ', 'store.answer_hours', member_key, hour_of_week) as what,
    'stands ' || count(*) || ' times' as problem,
from store.answer_hours
group by member_key, hour_of_week
having count(*) > 1
union all
select
    concat_ws(' ', 'store.hour_shares', segment, hour_of_week) as what,
    'stands ' || count(*) || ' times' as problem,
from store.hour_shares
group by segment, hour_of_week
having count(*) > 1;

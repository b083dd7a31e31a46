-- verify/scorings: a scoring that is not one, or none where sums are kept.
-- reads: store.scorings, store.trials, store.persons
-- gives: one row per fault
with counted as (
    select
        (select count(*) from store.scorings) as scorings,
        (select count(*) from store.trials) as trials,
        (select coalesce(max(member_key), 0) from store.persons) as last_person,
)

select 'store.scorings' as what, scorings || ' rows, where one is to be' as problem,
from counted
where scorings > 1 or (scorings = 0 and trials > 0)
union all
select 'scoring of ' || s.as_of as what, 'figures out of their range' as problem,
from store.scorings as s
cross join counted as c
where
    s.base_rate not between 0 and 1
    or s.fade not between 0 and 1
    or s.reference_day > s.as_of
    or s.last_person > c.last_person
    or not json_valid(s.constants);

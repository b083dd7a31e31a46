-- verify/orphan_members: rows of a member_key that store.persons does not have: nobody can say whose they are.
-- reads: store.* (persons, and every table that names people by member_key)
-- gives: one row per table and member_key
select
    'store.members member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.members as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.erased member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.erased as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.aliases member_key ' || x.member_key as what,
    count(*) || ' rows of nobody, or that mean an id that was merged itself' as problem,
from store.aliases as x
where
    x.member_key not in (select p.member_key from store.persons as p)
    or x.same_as not in (select p.member_key from store.persons as p)
    or x.same_as in (select a.member_key from store.aliases as a)
group by x.member_key
union all
select
    'store.departures member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.departures as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.contacts member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.contacts as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.responses member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.responses as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.returns member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.returns as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.usage member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.usage as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.optouts member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.optouts as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.given_up_addresses member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.given_up_addresses as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.address_people member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.address_people as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.trials member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.trials as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.choices member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.choices as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.member_sums member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.member_sums as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.element_sums member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.element_sums as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.responsiveness member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.responsiveness as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.profiles member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.profiles as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.habits member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.habits as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.unasked member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.unasked as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.member_values member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.member_values as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.draws member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.draws as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.closed_channels member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.closed_channels as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.answer_hours member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.answer_hours as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.list_members member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.list_members as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.list_exclusions member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.list_exclusions as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.former_members member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.former_members as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.former_member_loads member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.former_member_loads as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.member_loads member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.member_loads as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.former_contacts member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.former_contacts as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.former_usage member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.former_usage as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.names_to_go member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.names_to_go as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.list_codes member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.list_codes as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.left_out member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.left_out as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key
union all
select
    'store.shared_addresses member_key ' || x.member_key as what,
    count(*) || ' rows of nobody' as problem,
from store.shared_addresses as x
anti join store.persons as p on x.member_key = p.member_key
group by x.member_key;

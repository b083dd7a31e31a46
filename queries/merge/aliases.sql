-- merge/aliases: keeps who the ids mean from now on, and forgets what goes by the old ones alone.
--   Rows of a person who joins others: profile, habits, and who shares an address are found anew; sums stay until the
--   next scoring, which makes them anew, and so do scores that rest on them. A draw is of the id, which stays.
-- reads: merging, store.departures, merged_members, store.member_loads
-- writes: store.aliases, one row per merged id, none of which means another merged one; store.departures,
--   store.given_up_addresses, store.address_people, store.member_loads, store.names_to_go, store.former_members,
--   store.former_member_loads, store.former_contacts, store.former_usage, store.profiles, store.habits,
--   store.unasked, store.member_values, store.value_months, store.responsiveness, store.shared_addresses; store.meta,
--   without what says that profiles and addresses are those of the members
update store.aliases
set same_as = x.new_key
from merging as x
where store.aliases.same_as = x.old_key;

insert into store.aliases
select old_key, new_key,
from merging
order by old_key;

-- who stays has their own departures; who was not loaded before has those of the id
update store.departures
set member_key = x.new_key
from merging as x
where
    store.departures.member_key = x.old_key
    and not exists (
        select 1
        from store.departures as d
        where d.member_key = x.new_key
    )
    and x.new_key not in (select s.new_key from merged_members as s where s.was_loaded);

delete from store.departures
where member_key in (select x.old_key from merging as x);

delete from store.profiles
where member_key in (select x.old_key from merging as x);

delete from store.habits
where member_key in (select x.old_key from merging as x);

delete from store.unasked
where member_key in (select x.old_key from merging as x);

delete from store.member_values
where member_key in (select x.old_key from merging as x);

-- usage went to others, month by month the same in all: the staircase is walked anew
update store.value_months
set usage_mark = '{}';

delete from store.responsiveness
where contacts = 0 and member_key in (select x.old_key from merging as x);

delete from store.shared_addresses
where member_key in (select x.old_key from merging as x);

delete from store.meta
where key in ('profiles', 'addresses');

-- an address that one of them gave up goes on being theirs
update store.given_up_addresses
set member_key = x.new_key
from merging as x
where store.given_up_addresses.member_key = x.old_key;

-- so does one by which alone it was known
update store.address_people
set member_key = x.new_key
from merging as x
where store.address_people.member_key = x.old_key;

-- loads of before are not undone any more; what is kept of former rows goes with the other where it can
update store.member_loads
set member_key = x.new_key
from (from merging qualify row_number() over (partition by new_key order by old_key) = 1) as x
where
    store.member_loads.member_key = x.old_key
    and not exists (
        select 1
        from store.member_loads as n
        where n.member_key = x.new_key
    );

delete from store.member_loads
where member_key in (select x.old_key from merging as x);

delete from store.former_members
where member_key in (select x.old_key from merging as x);

delete from store.former_member_loads
where member_key in (select x.old_key from merging as x);

update store.former_contacts
set member_key = x.new_key
from merging as x
where store.former_contacts.member_key = x.old_key;

update store.former_usage
set member_key = x.new_key
from merging as x
where store.former_usage.member_key = x.old_key;

delete from store.names_to_go
where member_key in (select x.old_key from merging as x);

drop table merged_people;

drop table merged_members;

drop table merging;

-- merge/aliases: keeps who the ids mean from now on, and forgets what goes by the old ones alone.
--   Rows of a person who joins others: profile, habits, and who shares an address are found anew; sums stay until the
--   next scoring, which makes them anew. A draw is of the id, which stays.
-- reads: merging
-- writes: store.aliases, one row per merged id, none of which means another merged one; store.departures,
--   store.profiles, store.habits, store.shared_addresses; store.meta, without what says that profiles and addresses are
--   those of the members
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

delete from store.shared_addresses
where member_key in (select x.old_key from merging as x);

delete from store.meta
where key in ('profiles', 'addresses');

drop table merged_people;

drop table merged_members;

drop table merging;

-- erase/people: takes from the workspace all that says who the people asked for are, and keeps what they did.
--   Table by table; where a table is not named, it holds nobody's name: its rows are of campaigns, elements or sums, or
--   name a person by member_key alone, a running number.
--     persons            the id becomes a running number, erased-1; every view of facts shows that
--     members            the row goes: phone, e-mail, household, time zone, day of joining, every attribute
--     erased             what months past need: the month of joining, whether there was a phone and an e-mail address,
--                        and the one score that look-alikes gave them
--     aliases            the row goes; each id of a person is erased as one of its own
--     departures         the row goes
--     stand_ins          an address that nobody has any more goes
--     profiles, habits, unasked   the row goes; sums that were learned with it stay until the next scoring learns
--                        without it
--     draws              the draw, a hash of the id, becomes that of the new id, see erase/draws
--     contacts, responses, returns   stay; a treatment code of the person's own becomes erased-1-1
--     list_codes         a code of the person's own becomes erased-1-c1, and so it does in the responses of whoever
--                        brought it; spent_codes keeps what it was, of nobody, for it is not given again
--     usage, optouts, trials, member_sums, element_sums, responsiveness, answer_hours, closed_channels   stay, of a
--                        nameless person
--     list_members, list_exclusions   stay, for what lists brought is measured by them; no file is written with them
--                        again (left_out)
--     shared_addresses   by whose id one draws: the new one; whoever shared an address draws anew with the next list
--     address_optouts    of addresses that nobody else has: the address becomes a hash, see erase/suppress
--     given_up_addresses, address_people   the row goes
--     rejects            texts of refused rows go, of every file that names people: a broken row may hold anybody's
--     suppressed         gains hashes, see erase/suppress
--     former_members, member_loads   the rows go: undoing a load brings nobody back; of the other former rows a
--                        treatment code of the person's own goes as in contacts
--   Names in runs, loads and the texts of plans are looked for word by word, see attitude.erase.
-- asks: counts_until: the last day of the last month of which anything is known
-- reads: asked_members, erased_codes, erased_own_codes, store.lookalikes, store.members, store.persons, loads,
--   store.left_out, store.list_members, store.lists
-- writes: store.erased, store.members, store.former_members, store.former_member_loads, store.member_loads,
--   store.aliases, store.departures, store.stand_ins, store.profiles, store.habits, store.unasked,
--   store.member_values, store.given_up_addresses, store.address_people, store.contacts, store.former_contacts,
--   store.responses, store.returns, store.shared_addresses, store.persons, rejects, store.left_out, store.list_codes,
--   store.spent_codes, as told above;
--   store.meta, without what says that profiles and addresses are those of the members
insert into store.erased
select
    a.member_key,
    a.is_loaded as was_loaded,
    case when day(m.joined_on) <= 28 then date_trunc('month', m.joined_on)::date else m.joined_on end as joined_on,
    m.phone is not null as has_phone,
    m.email is not null as has_email,
    getvariable('counts_until')::date as counts_until,
    l.ratio as likeness,
from asked_members as a
left join store.members as m on a.member_key = m.member_key
left join store.lookalikes as l on a.member_key = l.member_key
order by a.member_key;

delete from store.members
where member_key in (select a.member_key from asked_members as a);

delete from store.former_members
where member_key in (select a.member_key from asked_members as a);

delete from store.former_member_loads
where member_key in (select a.member_key from asked_members as a);

delete from store.member_loads
where member_key in (select a.member_key from asked_members as a);

delete from store.aliases
where member_key in (select a.member_key from asked_members as a);

delete from store.departures
where member_key in (select a.member_key from asked_members as a);

delete from store.stand_ins as s
where
    s.kind = 'phone' and s.address not in (select m.phone from store.members as m where m.phone is not null)
    or s.kind = 'email'
    and s.address not in (select email_key(m.email) from store.members as m where m.email is not null);

delete from store.profiles
where member_key in (select a.member_key from asked_members as a);

delete from store.habits
where member_key in (select a.member_key from asked_members as a);

delete from store.unasked
where member_key in (select a.member_key from asked_members as a);

delete from store.member_values
where member_key in (select a.member_key from asked_members as a);

delete from store.given_up_addresses
where member_key in (select a.member_key from asked_members as a);

delete from store.address_people
where member_key in (select a.member_key from asked_members as a);

insert into store.spent_codes
select distinct code
from erased_own_codes
order by code;

update store.list_codes as g
set code = x.new_code
from erased_own_codes as x
where g.member_key = x.member_key and g.code = x.code;

update store.responses as r
set code = x.new_code
from erased_own_codes as x
where r.code is not null and code_form(r.code) = x.form;

update store.responses as r
set treatment_code = x.new_code
from erased_own_codes as x
where r.code is null and code_form(r.treatment_code) = x.form;

update store.contacts as k
set treatment_code = x.new_code
from erased_codes as x
where k.member_key = x.member_key and k.treatment_code = x.treatment_code;

update store.former_contacts as k
set treatment_code = x.new_code
from erased_codes as x
where k.member_key = x.member_key and k.treatment_code = x.treatment_code;

update store.responses as r
set treatment_code = x.new_code
from erased_codes as x
where r.member_key = x.member_key and r.treatment_code = x.treatment_code;

update store.returns as r
set treatment_code = x.new_code
from erased_codes as x
where r.member_key = x.member_key and r.treatment_code = x.treatment_code;

update store.shared_addresses as s
set draw_id = a.new_id
from asked_members as a
where s.draw_id = a.member_id;

update store.persons as p
set member_id = a.new_id
from asked_members as a
where p.member_key = a.member_key;

update rejects
set value = null
where load_id in (select l.load_id from loads as l where l.kind <> 'campaigns');

insert into store.left_out
select m.list_key, m.member_key,
from store.list_members as m
semi join asked_members as a on m.member_key = a.member_key
inner join store.lists as l on m.list_key = l.list_key
anti join store.left_out as o on m.list_key = o.list_key and m.member_key = o.member_key
where not m.is_control and l.status in ('draft', 'approved')
order by m.list_key, m.member_key;

delete from store.meta
where key in ('profiles', 'addresses');

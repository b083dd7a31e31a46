-- target/made_of: what the list was made of, in numbers that do not depend on the order in which files were loaded.
-- reads: store.members, store.campaigns, store.contacts, store.responses, funnel, store.all_optouts
-- gives: one row: rows of each kind, and a sum over the rules
select
    (select count(*) from store.members) as members,
    (select count(*) from store.campaigns) as campaigns,
    (select count(*) from store.contacts) as contacts,
    (select count(*) from store.responses) as responses,
    (select count(*) from store.all_optouts) as optouts,
    (
        select coalesce(sum(md5_number_lower(concat_ws('/', step, kind, about, excluded, excluded_alone))), 0)::varchar
        from funnel
    ) as rules;

-- targeting/made_of: what each list was made of, in numbers that do not depend on the order in which files were loaded.
-- reads: store.members, store.campaigns, store.contacts, store.responses, funnel, store.all_optouts
-- gives: one row per plan: rows of each kind, and a sum over the rules
select
    plan,
    (select count(*) from store.members) as members,
    (select count(*) from store.campaigns) as campaigns,
    (select count(*) from store.contacts) as contacts,
    (select count(*) from store.responses) as responses,
    (select count(*) from store.all_optouts) as optouts,
    sum(md5_number_lower(concat_ws('/', step, kind, about, excluded, excluded_alone)))::varchar as rules,
from funnel
group by plan
order by plan;

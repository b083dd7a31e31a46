-- score/habit_codes: the tenth of all that each amount is in, from 1; 0 is nothing of the habit.
-- reads: habit_members, habit_amounts, habit_edges
-- writes: temp habit_codes, one row per member, campaign and habit
create or replace temp table habit_codes as
select
    d.member_key, d.campaign_key, e.habit,
    case
        when a.amount is null then 0
        else
            1
            + (a.amount > e.edges[1])::integer + (a.amount > e.edges[2])::integer + (a.amount > e.edges[3])::integer
            + (a.amount > e.edges[4])::integer + (a.amount > e.edges[5])::integer + (a.amount > e.edges[6])::integer
            + (a.amount > e.edges[7])::integer + (a.amount > e.edges[8])::integer + (a.amount > e.edges[9])::integer
    end::utinyint as code,
from habit_members as d
cross join habit_edges as e
left join habit_amounts as a
    on d.member_key = a.member_key and d.campaign_key = a.campaign_key and e.habit = a.habit;

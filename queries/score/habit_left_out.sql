-- score/habit_left_out: what each habit of a member, as it was, says of a contact, from the records of all others in
--   the sample who were in the same tenth: nobody tells on himself.
-- asks: kappa_attribute (50)
-- reads: step_contacts, habit_codes, habit_values, habit_own
-- gives: one row per contact that is learned from and habit: contact_number, habit, log_ratio
with asked as (
    select coalesce(getvariable('kappa_attribute'), 50)::double as kappa
)

select
    c.contact_number,
    h.habit,
    ln(
        (kappa + greatest(v.answered - o.answered, 0)) / (kappa + greatest(v.expected - o.expected, 0))
    ) as log_ratio,
from step_contacts as c
inner join habit_codes as h on c.member_key = h.member_key and c.campaign_key = h.campaign_key
inner join habit_own as o on c.member_key = o.member_key and h.habit = o.habit and h.code = o.code
inner join habit_values as v on h.habit = v.habit and h.code = v.code
cross join asked
where c.is_closed;

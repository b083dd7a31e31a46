-- measure/contact_answers: what a contacts file tells of the outcome: it counts where no answer of the member's inside
--   the window tells it too.
-- reads: contacted, waves, assigned, classed_answers
-- writes: temp contact_answers, one row per contact that was answered
create or replace temp table contact_answers as
with told_in_contacts as (
    select
        c.campaign_number, c.member_key, c.responded_at, c.responded_at::date as answered_on, c.value,
        c.treatment_code, a.is_control, a.opens_on, a.closes_on, a.member_key is null as is_aside,
        coalesce(w.wave, 1) as wave,
    from contacted as c
    left join waves as w
        on
            c.campaign_number = w.campaign_number
            and c.member_key = w.member_key
            and c.contacted_at::date between w.opens_on and w.last_on
    left join assigned as a
        on c.campaign_number = a.campaign_number and c.member_key = a.member_key and coalesce(w.wave, 1) = a.wave
    anti join classed_answers as d
        on
            c.campaign_number = d.campaign_number
            and c.member_key = d.member_key
            and coalesce(w.wave, 1) = d.wave
            and d.class in ('code', 'member', 'inferred')
    where contact_answered(c.responded, c.responded_at)
)

select
    campaign_number, member_key, wave, responded_at, answered_on, value, treatment_code,
    case
        when is_aside then 'aside'
        when answered_on < opens_on then 'early'
        when answered_on > closes_on then 'late'
        when is_control then 'inferred'
        else 'member'
    end as class,
from told_in_contacts;

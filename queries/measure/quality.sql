-- measure/quality: how well the propensities ranked and sized the answers of the list that was really sent.
--   auc: the chance that who answered stands above who did not, ties half (Mann-Whitney); NULL where all or nobody did.
--   top_lift: the rate of the best tenth over that of all, ties shared; NULL where nobody answered.
--   log_loss = -mean(y ln p + (1 - y) ln(1 - p)), p kept within 1e-15 of 0 and 1.
--   qini: down the propensities of both arms, those with one propensity in one step, u = Rt - Rc * Nt / Nc is how many
--   of the treated so far showed the outcome that both arms can (see measure/goals) beyond the held out so far, scaled
--   to them (Rt where no held out has come yet). The
--   coefficient is the area between u and the straight line to its end (members in random order), by the rule of
--   trapezia over the share of members, for each one treated:
--   qini = sum(width * (u + u before) / 2) / Nt - u at the end / (2 * Nt).
--   Above 0 the list put first whom the message moved; NULL without a holdout of whom
--   something can be seen. Where those held out have weights (see
--   measure/cell_weights), they count by them in u, in the width and in the line.
-- reads: arms
-- gives: one row, none without a list that was exported
-- source: Mann and Whitney, Annals of Mathematical Statistics 18 (1947); Radcliffe, Direct Marketing Analytics Journal
--   (2007); the area as it is, not over that of the best order, which is not defined where the message brought nothing
with listed as (
    select
        is_control, is_responder, has_outcome, propensity, weight::decimal(38, 12) as weight,
        greatest(1e-15::double, least(1 - 1e-15::double, propensity)) as p,
    from arms
    where propensity is not null
),

tied as (
    select
        propensity,
        sum(weight) as members,
        count(*) filter (where not is_control) as contacts,
        count(*) filter (where not is_control and is_responder) as responses,
        count(*) filter (where not is_control and has_outcome) as outcomes,
        count(*) filter (where is_control) as held_members,
        coalesce(sum(weight) filter (where is_control and has_outcome is not null), 0) as control,
        coalesce(sum(weight) filter (where is_control and has_outcome), 0) as control_outcomes,
    from listed
    group by propensity
),

whole as (
    select
        sum(members)::double as all_members,
        sum(contacts)::double as all_contacts,
        sum(responses)::double as all_responses,
        sum(outcomes)::double as all_outcomes,
        sum(held_members) as all_held,
        sum(control)::double as all_control,
        sum(control_outcomes)::double as all_control_outcomes,
    from tied
),

ranked as (
    select
        *,
        (sum(contacts) over downward)::double as treated,
        (sum(outcomes) over downward)::double as treated_outcomes,
        (sum(control) over downward)::double as held,
        (sum(control_outcomes) over downward)::double as held_outcomes,
    from tied
    window downward as (order by propensity desc)
),

-- what stands above a step is what is down to it without itself
curved as (
    select
        r.*,
        w.*,
        all_contacts - treated + contacts as contacts_to_here,  -- from below
        treated_outcomes - coalesce(held_outcomes * treated / nullif(held, 0), 0) as u,
        treated_outcomes - outcomes
        - coalesce((held_outcomes - control_outcomes) * (treated - contacts) / nullif(held - control, 0), 0)
            as u_before,
    from ranked as r
    cross join whole as w
),

ordered as (
    select
        any_value(all_contacts) as all_contacts,
        any_value(all_responses) as all_responses,
        any_value(all_held) as control,
        case
            when any_value(all_responses) between 1 and any_value(all_contacts) - 1
                then (
                    sum(responses * (contacts_to_here - (contacts - 1) / 2))
                    - any_value(all_responses) * (any_value(all_responses) + 1) / 2
                ) / (any_value(all_responses) * (any_value(all_contacts) - any_value(all_responses)))
        end as auc,
        sum(
            (responses * greatest(0, least(1, (contacts_to_here - 0.9 * all_contacts) / nullif(contacts, 0))))
            ::decimal(38, 12)
        ) / nullif(0.1 * any_value(all_responses), 0) as top_lift,
        case
            when any_value(all_control) > 0
                then
                    sum((members / all_members * (u + u_before) / 2 / nullif(all_contacts, 0))::decimal(38, 15))::double
                    - (
                        any_value(all_outcomes)
                        - any_value(all_control_outcomes) * any_value(all_contacts) / any_value(all_control)
                    ) / nullif(any_value(all_contacts), 0) / 2
        end as qini,
    from curved
    having count(*) > 0
),

sized as (
    select
        sum(propensity::decimal(38, 12))::double as expected,
        sum((case when is_responder then -ln(p) else -ln(1 - p) end)::decimal(38, 12))::double / nullif(count(*), 0)
            as log_loss,
    from listed
    where not is_control
)

select
    o.all_contacts::bigint as contacts,
    coalesce(s.expected, 0) as expected,
    o.all_responses::bigint as answers,
    o.auc::double as auc,
    o.top_lift::double as top_lift,
    s.log_loss,
    o.control::bigint as control,
    o.qini::double as qini,
from ordered as o
cross join sized as s;

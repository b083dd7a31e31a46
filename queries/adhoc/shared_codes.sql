-- adhoc/shared_codes: codes of members' own that another member brought back than the one they were given to
-- gives: one row per code and member who brought it, the most shared codes first; members: how many brought it
-- asks: campaign (text, none): lists of this campaign alone; left out: all
-- reads: code_answers
with asked as (
    select getvariable('campaign')::varchar as campaign,
),

brought as (
    select
        a.campaign_id, a.code, a.given_to, a.member_id, a.is_own,
        count(*) as answers,
        min(a.responded_at) as first_at,
        sum(a.value::decimal(18, 6))::double as value,
    from code_answers as a
    cross join asked as x
    where coalesce(a.campaign_id = x.campaign, x.campaign is null)
    group by a.campaign_id, a.code, a.given_to, a.member_id, a.is_own
),

shared as (
    select campaign_id, code, count(*) as members,
    from brought
    group by campaign_id, code
    having bool_or(not is_own)
)

select
    b.campaign_id, b.code, b.given_to, b.member_id as brought_by, b.is_own, b.answers, b.first_at, b.value, s.members,
from brought as b
inner join shared as s on b.campaign_id = s.campaign_id and b.code = s.code
order by s.members desc, b.campaign_id, b.code, b.is_own desc, b.first_at, b.member_id;

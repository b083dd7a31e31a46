-- measure/classed_answers: the answers that were told of the campaigns, each in one class, see measure/answers; money
--   back is none.
-- reads: contacted, told_answers, assigned
-- writes: temp classed_answers, one row per answer
create or replace temp table classed_answers as
with contacted_member as (
    select distinct c.campaign_number, c.member_key,
    from contacted as c
    semi join told_answers as d on c.campaign_number = d.campaign_number and c.member_key = d.member_key
)

select
    d.*,
    case
        when a.member_key is null then if(c.member_key is null, 'viral', 'aside')
        when d.answered_on < a.opens_on then 'early'
        when d.answered_on > a.closes_on then 'late'
        when a.is_control then 'inferred'
        when d.is_code then 'code'
        else 'member'
    end as class,
from told_answers as d
left join assigned as a
    on d.campaign_number = a.campaign_number and d.member_key = a.member_key and d.wave = a.wave
left join contacted_member as c on d.campaign_number = c.campaign_number and d.member_key = c.member_key
where not d.is_money_back;

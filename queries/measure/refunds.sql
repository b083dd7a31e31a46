-- measure/refunds: money back, within the window or after an answer in it, or aside.
-- reads: told_answers, assigned, first_answers
-- writes: temp refunds, one row per refund
create or replace temp table refunds as
select
    b.* exclude (channel, gift, kind, is_code, is_money_back),
    'response' as source,
    case
        when a.member_key is null then 'refund aside'
        when coalesce(b.answered_on between a.opens_on and a.closes_on, true) then 'refund'
        when b.answered_on >= d.answered_on then 'refund'
        else 'refund aside'
    end as class,
from told_answers as b
left join assigned as a
    on b.campaign_number = a.campaign_number and b.member_key = a.member_key and b.wave = a.wave
left join first_answers as d
    on b.campaign_number = d.campaign_number and b.member_key = d.member_key and b.wave = d.wave
where b.is_money_back;

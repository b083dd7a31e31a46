-- measure/answers: every answer of each campaign's time, each in one class.
--   code       brought back a code that the member was sent
--   member     told by member and campaign, or by the contacts file
--   inferred   bought the campaign's product without a code: a month with revenue that touches the window, where
--              the month before the first contact had none; or answered on the same channel, or for the same gift,
--              without a word of campaign or code
--   late, early  after the window, before the first contact
--   aside      contacted outside of the list
--   viral      answered by somebody who was not contacted
--   refund     money back, within the window or after an answer in it: it lowers the value, and is no answer
--   refund aside   money back of other times, or of members who are not compared: it does nothing
--   Of those held out every answer is inferred, whatever code it carries: they were sent none.
-- reads: classed_answers, contact_answers, traced_answers, purchases, refunds, assigned
-- writes: temp answers, one row per campaign and answer; answered_on is NULL where no day is known, value where none
--   is; revenue and worth (plan, answers or revenue: where the value is from) are of purchases alone; wave is that of
--   the member's contacts which it came after
create or replace temp table answers as
with everything as (
    select * exclude (channel, gift, kind, is_code, is_money_back), 'response' as source from classed_answers
    union all by name
    select *, 'contact' as source from contact_answers
    union all by name
    select *, 'response' as source from traced_answers
    union all by name
    select *, 'usage' as source from purchases
    union all by name
    select * from refunds
)

select
    e.*,
    case when a.member_key is null then 'none' when a.is_control then 'control' else 'treated' end as arm,
    class in ('code', 'member', 'inferred') as counts,
from everything as e
left join assigned as a on e.campaign_number = a.campaign_number and e.member_key = a.member_key and e.wave = a.wave;

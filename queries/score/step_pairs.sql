-- score/step_pairs: history one step ahead, on a sample of members: each contact beside every earlier contact of the
--   same member whose window had closed by the day its campaign began.
-- reads: step_contacts
-- writes: temp step_pairs, one row per pair
create or replace temp table step_pairs as
select
    c.contact_number,
    c.first_day - b.contacted_on as age_days,
    b.answered,
    b.rate,
    c.channel = b.channel as is_channel,
    c.product = b.product as is_product,
    c.timing = b.timing as is_timing,
    c.gift = b.gift as is_gift,
from step_contacts as c
inner join step_contacts as b on c.member_key = b.member_key and c.first_day > b.closes_on
where c.is_closed and b.is_closed;

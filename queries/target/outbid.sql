-- target/outbid: those to whom an open offer would bring something, but less than the price of the room it takes.
-- asks: plan; bonus (one number per offer: what a contact saves of stock that would be worth less than nothing)
-- reads: open_options
-- writes: temp outbid, one row per member
create temp table outbid as
select member_key,
from open_options
where plan = getvariable('plan')
group by member_key
having max(value + getvariable('bonus')[offer]) > 0;

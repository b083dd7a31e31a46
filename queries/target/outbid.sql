-- target/outbid: those to whom an open offer would bring something, but less than the price of the room it takes.
-- asks: bonus (one number per offer: what a contact saves of stock that would be worth less than nothing)
-- reads: options
-- writes: temp crowded, one row per member
create or replace temp table crowded as
select member_key,
from options
group by member_key
having max(value + getvariable('bonus')[offer]) > 0;

-- value/unpriced: how many contacts of the window have a cost that nothing tells, by channel.
-- asks: month
-- reads: step_costs
-- gives: one row per channel with such contacts (NULL: none is known), most contacts first: unpriced
select channel, sum(unpriced)::bigint as unpriced,
from step_costs
where month = getvariable('month')::date
group by channel
having sum(unpriced) > 0
order by sum(unpriced) desc, channel;

-- choice/contacts: how many are contacted with each offer, and of each cell.
-- asks: trial
-- reads: settled, choosers
-- gives: one row per offer and cell: contacts
select s.offer, c.cell, count(*) as contacts,
from settled as s
inner join choosers as c on s.chooser_key = c.chooser_key
where s.trial = getvariable('trial') and not s.is_holdout
group by s.offer, c.cell
order by s.offer, c.cell;

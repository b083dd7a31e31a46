-- choice/reach: how many a band has, and what the last of them gains.
-- asks: pass, band (its number)
-- reads: awaited
-- gives: one row: choosers, floor (NULL where it has none)
select count(distinct chooser_key) as choosers, min(gain) as floor,
from awaited
where pass = getvariable('pass') and band = getvariable('band');

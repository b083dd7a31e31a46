-- load/rejects: the refused rows of this file, by line; ragged rows were set aside while reading.
-- asks: load_id
-- reads: typed, ragged
-- writes: rejects, one row per refused row
insert into rejects
select getvariable('load_id') as load_id, line, problem[1] as "column", problem[2] as value, problem[3] as reason,
from typed
where problem is not null
union all
select getvariable('load_id') as load_id, line, null as "column", row_text as value, reason,
from ragged
order by line;

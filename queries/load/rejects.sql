-- load/rejects: the refused rows of this file, by line.
-- asks: load_id
-- reads: refused
-- writes: rejects, one row per refused row
insert into rejects
select getvariable('load_id') as load_id, line, "column", value, reason,
from refused
order by line;

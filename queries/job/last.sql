-- job/last: the last time that a step was done, whoever did it; inputs is NULL where it was not a job.
-- asks: step; subject (NULL: any)
-- reads: runs
-- gives: one row, or none: inputs, subject, detail
select inputs, subject, detail,
from runs
where step = getvariable('step') and (getvariable('subject') is null or subject = getvariable('subject'))
order by run_id desc
limit 1;

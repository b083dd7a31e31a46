-- look/reasons: why rows would be refused, each reason with its rows and the first value of which it holds.
-- reads: typed_rows
-- gives: one row per column and reason, the most frequent first
select
    problem[1] as "column",
    problem[3] as reason,
    count(*) as count_rows,
    min(line) as first_row,
    arg_min(problem[2], line) as first_value,
from typed_rows
where problem is not null
group by problem[1], problem[3]
order by count_rows desc, "column", reason;

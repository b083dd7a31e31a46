-- campaign/rules: which rules a campaign's lists followed, and how many members each took out.
-- reads: list_funnel, standing_lists
-- gives: one row per list and rule, in their order
select f.list_id, f.step, f.rule, f.excluded, f.excluded_alone, f.remaining,
from list_funnel as f
inner join standing_lists as l on f.list_id = l.list_id
order by l.wave, f.step;

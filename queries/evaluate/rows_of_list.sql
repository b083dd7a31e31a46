-- evaluate/rows_of_list: who chooses: every row of a list, in whichever arm it was.
-- asks: list_key
-- reads: logged
-- writes: temp rows_of_list, one row per row of the list, as targeting/choosers; nobody is held out
create temp table rows_of_list as
select row_key as chooser_key, false as is_holdout, tie, null::integer as cell,
from logged
where list_key = getvariable('list_key');

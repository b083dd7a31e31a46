-- check/expired: a list whose last day is over.
-- asks: list_key, today
-- reads: store.lists
-- gives: one row, or none: expires_on
select expires_on,
from store.lists
where list_key = getvariable('list_key') and expires_on < getvariable('today');

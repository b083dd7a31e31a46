-- calendar/latest: the month to look at where none is named: of the latest contact, or of the latest list to come.
-- reads: store.contacts, store.lists
-- gives: one row: month, its first day; NULL where there is neither
select date_trunc('month', greatest(
    (select max(contacted_at)::date from store.contacts where not is_control),
    (select max(coalesce(starts_on, as_of)) from store.lists where status in ('draft', 'approved', 'exported'))
))::date as month;

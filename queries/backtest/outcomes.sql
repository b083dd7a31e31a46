-- backtest/outcomes: what each contact really brought, as known at the end of the history; windows still open are left
--   out, for their answer is not known.
-- reads: store.trials, store.cells (as of the latest event)
-- writes: temp outcomes, one row per contact
create or replace temp table outcomes as
select
    c.campaign_key,
    t.member_key,
    c.treatment_key,
    c.contacted_on,
    t.responded_at is not null as is_answered,
    -- a member contacted again in the same way is a contact of its own
    row_number() over (
        partition by c.campaign_key, t.member_key, c.treatment_key order by c.contacted_on, t.responded_at is not null
    ) as contact_number,
from store.trials as t
inner join store.cells as c using (cell_key)
where c.is_closed;

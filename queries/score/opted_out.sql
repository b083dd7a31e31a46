-- score/opted_out: which channels each member has closed, see store.refusals in schema/views.
-- asks: as_of (NULL: every opt-out there is); not_after, the last day on which an opt-in can lift one
-- reads: store.all_optouts, store.named_channels
-- writes: temp opted_out, one row per member and family of channels that is closed
create or replace temp table opted_out as
from store.refusals(getvariable('as_of'), getvariable('not_after'));

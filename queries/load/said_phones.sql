-- load/said_phones: the phones that opt-outs name, also those that stand in the place of a member id that no member
--   has.
-- reads: said, unknown_ids
-- writes: temp view said_phones, one row per phone
create or replace temp view said_phones as
select phone,
from said
where phone is not null
union
select member_id as phone,
from unknown_ids
where reads_as_phone(member_id);

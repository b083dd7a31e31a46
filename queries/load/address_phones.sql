-- load/address_phones: the phones that rows name in place of a member id.
-- reads: address_texts
-- writes: temp view address_phones, one row per text
create or replace temp view address_phones as
select address as phone,
from address_texts
where kind = 'phone';

-- load/address_texts: the phones and e-mail addresses that rows name in place of a member id, see address_as_id.
-- reads: named_texts
-- writes: temp address_texts, one row per text
create or replace temp table address_texts as
select distinct
    member_id as text,
    case when starts_with(member_id, 'tel:') then 'phone' else 'email' end as kind,
    case when starts_with(member_id, 'tel:') then substr(member_id, 5) else substr(member_id, 8) end as address,
from named_texts
where is_address(member_id) and no_address(member_id) is null;

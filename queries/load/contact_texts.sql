-- load/contact_texts: each member and treatment that a contacts file names, as it is written there.
-- reads: incoming_raw
-- writes: temp contact_texts, one row per text of a member id, where is_member, and per combination of texts
create or replace temp table contact_texts as
select
    member_id, campaign_id, cell, channel, product, timing, gift, own_elements,
    grouping(member_id) = 0 as is_member,
from incoming_raw
group by grouping sets ((member_id), (campaign_id, cell, channel, product, timing, gift, own_elements));

-- check/listed_words: the members contacted by SMS with all that may stand in their text, as the files have it.
-- reads: listed, store.members
-- writes: temp view listed_words, one row per such member
create or replace temp view listed_words as
select l.offer, l.member_id, l.treatment_code, l.code as _code, m.*,
from listed as l
inner join store.members as m on l.member_key = m.member_key
where l.family = 'sms';

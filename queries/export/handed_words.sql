-- export/handed_words: all who are written to, with what may stand in their text, as the members files have it.
-- reads: handed, store.members
-- writes: temp view handed_words, one row per row of handed; seeds have no words of a member
create or replace temp view handed_words as
select h.member_key, h.offer, h.member_id, h.treatment_code, h.code as _code, m.* exclude (member_key),
from handed as h
left join store.members as m on h.member_key = m.member_key;

-- load/said_meant: what an opt-outs file says, in the words of the product: a row that names several channels says it
--   of each. Of rows that are left out, for they are of people erased, a word that no other row has stays as it is.
-- reads: said, optout_words
-- writes: temp said_meant, one row per row of the file and channel
create or replace temp table said_meant as
select s.* replace (coalesce(w.word, s.channel) as channel, coalesce(w.action, 'out') as action),
from said as s
left join optout_words as w on s.channel = w.told_channel and s.action = w.told_action;

-- load/replies: the words that a report may have, under names that no column of a file has.
-- reads: store.kind_words
-- writes: temp view replies, one row per word
create or replace temp view replies as
select plain_word(word) as _word, meaning as _meaning,
from store.kind_words
where meaning <> 'opted-in';

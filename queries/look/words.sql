-- look/words: the most frequent words of each column of words, and what is made of them.
-- asks: most, how many of a column
-- reads: looked_texts (one row per column and text, with its rows), replies, store.named_channels
-- gives: one row per column and word, the most frequent first; meaning is NULL where a word stands for itself
select
    ours,
    text,
    count_rows,
    case ours
        when 'kind' then outcome_of(text)
        when 'channel' then channel_family(text)
    end as meaning,
from looked_texts
where ours not in ('member_id', 'campaign_id', 'treatment_code', 'code', 'email', 'phone')
qualify row_number() over (partition by ours order by count_rows desc, text) <= getvariable('most')
order by ours, count_rows desc, text;

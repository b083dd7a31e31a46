-- load/optout_words: what the words of an opt-outs file mean: each channel and action as written, looked up once. A
--   cell may name several channels (sms;email), each of which is opted out of.
-- reads: typed, store.named_channels, store.kind_words
-- writes: temp optout_words, one row per text of a channel, text of an action and channel that it names; told_channel
--   and told_action as written, on rows of the file; word, one of places, is what is looked up; family or action is
--   NULL where nobody knows
create or replace temp table optout_words as
with written as (
    select channel as told_channel, action as told_action, count(*) as rows,
    from typed
    group by channel, action
),

channel as (
    select distinct told_channel
    from written
),

-- at signs and words between several, unless all of it is one known word
part as (
    select distinct
        told_channel,
        trim(
            unnest(
                case
                    when known_family(told_channel) is not null then [told_channel]
                    else
                        string_split_regex(
                            told_channel, '[;,/&+|、，；／＆｜]|\s(and|or|und|oder|et|ou|y|o|e)\s|和|及|与|或'
                        )
                end
            )
        ) as word,
    from channel
),

-- at blanks too, where all that stands between them is known
piece as (
    select told_channel, word as part, unnest(string_split_regex(word, '\s+')) as word,
    from part
    where word <> '' and known_family(word) is null
),

known as (
    select told_channel, word, known_family(word) as family,
    from part
    where word <> ''
),

known_piece as (
    select told_channel, part, word, known_family(word) as family,
    from piece
),

split as (
    select told_channel, part
    from known_piece
    group by told_channel, part
    having bool_and(family is not null)
),

named as (
    select k.told_channel, k.word, k.family,
    from known as k
    anti join split as s on k.told_channel = s.told_channel and k.word = s.part
    union
    select k.told_channel, k.word, k.family,
    from known_piece as k
    semi join split as s on k.told_channel = s.told_channel and k.part = s.part
),

meaning as (
    select
        plain_word(word) as word,
        any_value(case when meaning = 'opted-in' then 'in' when meaning = 'opted-out' then 'out' end) as action,
    from store.kind_words
    where meaning in ('opted-in', 'opted-out')
    group by all
)

select
    w.told_channel, w.told_action, w.rows,
    coalesce(n.word, w.told_channel) as word,
    n.family,
    coalesce(m.action, case when speaks_of_refusal(w.told_action) then 'out' end) as action,
    row_number() over (partition by w.told_channel, w.told_action order by n.word) as place,
    count(*) over (partition by w.told_channel, w.told_action) as places,
from written as w
left join named as n on w.told_channel = n.told_channel
left join meaning as m on plain_word(w.told_action) = m.word;

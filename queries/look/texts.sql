-- look/texts: what stands in the columns of ids, addresses and words, and which of it the workspace knows.
-- reads: looked_texts (one row per column and text, with its rows), phones (each phone as E.164 where it reads as one),
--   store.persons, store.members, store.campaigns, store.contacts, store.list_treatments, store.list_codes
-- gives: one row per column: how many texts, and how many are known; NULL where nothing is to be known of them
with known as (
    select 'member_id' as ours, p.member_id as text,
    from store.members as m
    inner join store.persons as p using (member_key)
    union all
    select 'campaign_id', campaign_id,
    from store.campaigns
    union all
    select distinct 'treatment_code', x.treatment_code,
    from (
        select treatment_code from store.contacts
        union all
        select treatment_code from store.list_treatments
    ) as x
    semi join looked_texts as t on t.ours = 'treatment_code' and x.treatment_code = t.text
    union all
    select distinct 'code', t.text,
    from looked_texts as t
    semi join store.list_codes as g on code_form(t.text) = code_form(g.code)
    where t.ours = 'code'
    union all
    select distinct 'email', lower(email),
    from store.members
    where email is not null
    union all
    select distinct 'phone', x.phone,
    from phones as x
    semi join store.members as m on coalesce(x.e164, x.phone) = m.phone
)

select
    t.ours,
    count(*) as texts,
    case
        when t.ours in ('member_id', 'campaign_id', 'treatment_code', 'code', 'email', 'phone')
            then count(*) filter (where k.text is not null)
    end as known,
from looked_texts as t
left join known as k on t.ours = k.ours and case when t.ours = 'email' then lower(t.text) else t.text end = k.text
group by t.ours
order by t.ours;

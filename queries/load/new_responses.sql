-- load/new_responses: answers of a responses file, and what tells of money back, that are not known.
-- reads: kinds, named, own_texts, store.campaigns, store.responses, typed
-- writes: temp new_responses, one row per answer; a row equal in every column to a known one is a duplicate, and so is
--   one that differs in this alone, that one of the two tells no code, or no element of a dimension that the settings
--   name: files with and without such a column tell the same
create or replace temp table new_responses as
with arriving as (
    select
        p.member_key, c.campaign_key, t.treatment_code, t.responded_at, t.channel, t.gift, t.kind, t.value, t.code,
        o.own_elements,
    from typed as t
    inner join named as p using (member_id)
    left join store.campaigns as c using (campaign_id)
    left join kinds as k on t.kind = k.kind
    left join own_texts as o on t.own_elements = o.text
    where coalesce(k.outcome, 'answered') in ('answered', 'refund')
),

other as (
    select * from arriving
    except
    select * exclude (load_id) from store.responses
)

select o.*
from other as o
anti join store.responses as r
    on
        o.member_key = r.member_key
        and o.campaign_key is not distinct from r.campaign_key
        and o.treatment_code is not distinct from r.treatment_code
        and o.responded_at is not distinct from r.responded_at
        and o.channel is not distinct from r.channel
        and o.gift is not distinct from r.gift
        and o.kind is not distinct from r.kind
        and o.value is not distinct from r.value
        and coalesce(o.code = r.code, true)
        and coalesce(o.own_elements = r.own_elements, true);

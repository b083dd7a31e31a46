-- load/again_responses: how many answers and reports of earlier loads the file says again.
-- asks: load_id
-- reads: typed, named (member_id, member_key), own_texts, store.campaigns, store.responses, store.returns,
--   kinds
-- writes: store.said_again, one row per earlier load
insert into store.said_again
with arriving as (
    select
        p.member_key, c.campaign_key, t.treatment_code, t.responded_at, t.channel, t.gift, t.kind, t.value,
        t.code, w.own_elements,
        coalesce(k.outcome, 'answered') as outcome,
    from typed as t
    inner join named as p using (member_id)
    left join store.campaigns as c using (campaign_id)
    left join kinds as k on t.kind = k.kind
    left join own_texts as w on t.own_elements = w.text
),

answer as (
    select *
    from arriving
    where outcome in ('answered', 'refund')
),

report as (
    select *
    from arriving
    where outcome not in ('answered', 'refund')
),

earlier as (
    select r.load_id
    from store.responses as r
    semi join answer as a
        on
            r.member_key = a.member_key
            and r.campaign_key is not distinct from a.campaign_key
            and r.treatment_code is not distinct from a.treatment_code
            and r.responded_at is not distinct from a.responded_at
            and r.channel is not distinct from a.channel
            and r.gift is not distinct from a.gift
            and r.kind is not distinct from a.kind
            and r.value is not distinct from a.value
            and coalesce(r.code = a.code, true)
            and coalesce(r.own_elements = a.own_elements, true)
    union all
    select r.load_id
    from store.returns as r
    semi join report as a
        on
            r.member_key = a.member_key
            and r.campaign_key is not distinct from a.campaign_key
            and r.treatment_code is not distinct from a.treatment_code
            and r.reported_at is not distinct from a.responded_at
            and r.channel is not distinct from a.channel
            and r.outcome = a.outcome
)

select getvariable('load_id')::integer as load_id, load_id as of_load_id, count(*) as count_rows,
from earlier
where load_id <> getvariable('load_id')::integer
group by earlier.load_id
order by earlier.load_id;

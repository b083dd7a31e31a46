-- schema/seals: what is not to change but by a step that is on record, with the digest of what it is now.
-- reads: store.optouts, store.address_optouts, store.lists, store.list_members, runs, store.seals
-- writes: views of schema store: sealed, sealed_members, entries
create or replace view store.sealed as
select
    'opt-outs' as name,
    count(*) || ' ' || coalesce(
        sum(sealed_row([member_key::varchar, channel, opted_out_on::varchar, action, opted_out_at::varchar])), 0
    ) as digest,
from store.optouts
union all
select
    'opt-outs by address' as name,
    count(*) || ' ' || coalesce(
        sum(sealed_row([kind, address, channel, opted_out_on::varchar, action, opted_out_at::varchar])), 0
    ) as digest,
from store.address_optouts
union all
select
    'lists' as name,
    count(*) || ' ' || coalesce(
        sum(sealed_row([list_id, campaign_id, status, plan_text, count_treated::varchar, count_control::varchar])), 0
    ) as digest,
from store.lists;

-- one row per list: who is on it, as what
create or replace view store.sealed_members as
select
    'list ' || l.list_id as name,
    l.list_key,
    count(*) || ' ' || coalesce(
        sum(
            sealed_row([
                m.member_key::varchar, m.treatment::varchar, m.rank::varchar, m.is_control::varchar,
                m.send_at::varchar
            ])
        ),
        0
    ) as digest,
from store.lists as l
inner join store.list_members as m on l.list_key = m.list_key
group by l.list_id, l.list_key;

-- the audit trail, each entry beside the digest that it should have
create or replace view store.entries as
with seal as (
    select run_id, string_agg(name || ' ' || digest, chr(30) order by name) as seals,
    from store.seals
    group by run_id
)

select
    r.run_id, r.step, r.subject, r.started_at, r.digest,
    last_value(r.digest ignore nulls) over before as before,
    entry_digest(
        last_value(r.digest ignore nulls) over before, r.run_id, r.step, r.subject, r.started_at, r.seconds,
        r.rows_out, r.detail, r.tool_version, r.inputs, r.done_by, r.host, r.engine_version, r.command, r.files, s.seals
    ) as due,
from runs as r
left join seal as s on r.run_id = s.run_id
window before as (order by r.run_id rows between unbounded preceding and 1 preceding);

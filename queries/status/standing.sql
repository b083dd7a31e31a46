-- status/standing: where the month stands, from what is cheap to know.
-- asks: today
-- reads: runs, store.treatments, store.lists, store.campaigns, store.responses, store.list_treatments, store.cells,
--   store.members, store.contacts, store.scorings
-- gives: one row: counts, the scoring day, whether files came in after it; of the latest list of each campaign, the
--   newest one in each state (to be checked, to be handed over, out without answers), and the newest whose campaign has
--   closed and that no monthly job has measured
with steps as (
    select
        max(run_id) filter (where step = 'score') as scored,
        max(run_id) filter (where (step like 'load %' and step <> 'load usage') or step = 'undo') as loaded,
    from runs
),

latest as (
    select
        l.list_key, l.list_id, l.campaign_id, l.newest, c.campaign_key,
        case
            when l.status in ('draft', 'approved') and l.expires_on < getvariable('today') then 'expired'
            else l.status
        end as status,
        coalesce(l.starts_on, l.as_of) <= getvariable('today') as has_begun,
        c.campaign_key in (select t.campaign_key from store.treatments as t) as is_sent,
    from store.lists as l
    left join store.campaigns as c on l.campaign_id = c.campaign_id
    qualify row_number() over (partition by l.campaign_id order by l.newest desc) = 1
),

answered as (
    select l.list_key
    from latest as l
    semi join store.responses as r on l.campaign_key = r.campaign_key
    union
    select t.list_key
    from store.list_treatments as t
    semi join store.responses as r on t.treatment_code = r.treatment_code
),

closed as (
    select campaign_key, bool_and(is_closed) as is_closed,
    from store.cells
    group by campaign_key
),

measured as (
    select distinct subject
    from runs
    where step = 'measure'
),

states as (
    select
        arg_max(l.list_id, l.newest) filter (where l.status = 'draft') as draft,
        arg_max(l.list_id, l.newest) filter (where l.status = 'approved') as approved,
        arg_max(l.campaign_id, l.newest) filter (where l.status = 'exported' and not l.is_sent and l.has_begun)
            as without_contacts,
        arg_max(l.campaign_id, l.newest) filter (where l.status = 'exported' and l.is_sent and a.list_key is null)
            as without_answers,
        arg_max(l.campaign_id, l.newest) filter (
            where l.status = 'exported' and a.list_key is not null and c.is_closed and m.subject is null
        ) as closed,
        count(*) as lists,
    from latest as l
    left join answered as a on l.list_key = a.list_key
    left join closed as c on l.campaign_key = c.campaign_key
    left join measured as m on l.campaign_id = m.subject
),

members as (
    select count(*) as members from store.members
),

contacts as (
    select count(*) as contacts from store.contacts
),

campaigns as (
    select count(*) as campaigns from store.campaigns
),

responses as (
    select count(*) as responses from store.responses
),

scored as (
    select max(as_of) as scored_as_of from store.scorings
)

select
    members, contacts, campaigns, responses, scored_as_of,
    coalesce(loaded > scored, loaded is not null) as is_older,
    lists, draft, approved, without_contacts, without_answers, closed,
from steps
cross join states
cross join members
cross join contacts
cross join campaigns
cross join responses
cross join scored;

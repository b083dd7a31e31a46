-- replay/ways: each campaign by each channel that it has contacts or lists by, with the rules that count them.
-- reads: caps, store.full_treatments, store.lists, store.list_treatments, store.campaigns, store.named_channels
-- writes: temp ways, one row per campaign and channel (NULL: none is known), way counts them by name; bits: of the
--   rules that count such a contact; unit_cost: of a contact without a cost of its own, NULL where nothing tells it
create or replace temp table ways as
with listed as (
    select l.campaign_id, t.channel, t.unit_cost
    from store.list_treatments as t
    inner join store.lists as l on t.list_key = l.list_key
),

met as (
    select campaign_id, channel
    from store.full_treatments
    union
    select campaign_id, channel
    from listed
    union
    -- of those held out no channel may be known
    select campaign_id, null as channel
    from listed
    union
    select campaign_id, null as channel
    from store.campaigns
),

counted as (
    select m.campaign_id, m.channel, coalesce(sum(c.bit), 0)::bigint as bits,
    from met as m
    left join caps as c on c.family = 'all' or channel_family(m.channel) = c.family
    group by m.campaign_id, m.channel
),

priced as (
    select campaign_id, channel, case when min(unit_cost) = max(unit_cost) then max(unit_cost) end as unit_cost,
    from listed
    group by campaign_id, channel
)

select
    row_number() over (order by c.campaign_id, c.channel nulls first)::integer as way,
    c.campaign_id, c.channel, c.bits,
    coalesce(d.unit_cost, p.unit_cost) as unit_cost,
from counted as c
left join store.campaigns as d on c.campaign_id = d.campaign_id
left join priced as p on c.campaign_id = p.campaign_id and c.channel = p.channel;

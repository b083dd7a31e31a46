-- measure/ledger: the propensities of every list that went out beside the answers, by campaign, channel and tenth.
--   A tenth is of the campaign's members on the channel, by propensity, the best first; expected: the sum of the
--   propensities. Those held out are left out. Answers are those told by campaign, by code or by the contacts file; a
--   purchase, or an answer without code or campaign, is not inferred here as it is in measure/deciles.
-- reads: measured, arms
-- gives: one row per campaign, channel and tenth, oldest campaign first; lift is NULL where nobody answered, ratio
--   (answers / expected) where nothing was expected
with tenth as (
    select
        campaign_number, channel, propensity,
        coalesce(answer_class in ('code', 'member'), false) as is_responder,
        ntile(10) over (
            partition by campaign_number, channel
            order by propensity desc, rank, list_key, member_key
        ) as decile,
    from arms
    where not is_control and list_key is not null
),

summed as (
    select
        campaign_number, channel, decile,
        count(*) as members,
        sum(propensity::decimal(38, 12))::double as expected,
        count(*) filter (where is_responder) as answers,
    from tenth
    group by campaign_number, channel, decile
),

whole as (
    select campaign_number, channel, sum(answers) / sum(members) as rate,
    from summed
    group by campaign_number, channel
)

select
    m.starts_at::date as starts_on,
    m.campaign_id as campaign,
    s.channel,
    s.decile::integer as decile,
    s.members,
    s.expected,
    s.answers,
    s.expected / s.members as expected_rate,
    s.answers / s.members as rate,
    s.answers / s.members / nullif(w.rate, 0) as lift,
    s.answers / nullif(s.expected, 0) as ratio,
from summed as s
inner join measured as m on s.campaign_number = m.campaign_number
inner join whole as w on s.campaign_number = w.campaign_number and s.channel = w.channel
order by starts_on, campaign, s.channel, s.decile;

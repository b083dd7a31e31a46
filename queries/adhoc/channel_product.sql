-- adhoc/channel_product: which channel works for which product: contacts, answers and rate
-- gives: one row per channel and product, the highest rate first
-- asks: since (date, none): contacts from this day on; left out: all
-- asks: contacts (integer, 1): at least so many, so that a rate says something
-- reads: store.answered_contacts
with asked as (
    select
        getvariable('since')::date as since,
        coalesce(getvariable('contacts'), 1)::integer as contacts,
),

contacted as (
    select
        k.channel, k.product,
        count(*) as contacts,
        count(*) filter (where k.is_answered) as answers,
    from store.answered_contacts as k
    cross join asked as q
    where not k.is_control and coalesce(k.contacted_at >= q.since, q.since is null)
    group by all
)

select c.*, c.answers / c.contacts as rate,
from contacted as c
inner join asked as q on c.contacts >= q.contacts
order by rate desc, c.channel, c.product;

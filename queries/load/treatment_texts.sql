-- load/treatment_texts: each treatment that a contacts file names, with its key and its campaign's.
-- reads: contact_texts, own_texts, old_ids, store.campaigns, store.treatments
-- writes: temp treatment_texts, one row per combination of texts
create or replace temp table treatment_texts as
with blanks_off as (
    select
        campaign_id as campaign_text,
        cell as cell_text,
        channel as channel_text,
        product as product_text,
        timing as timing_text,
        gift as gift_text,
        w.own_elements as own_written,
        o.own_elements,
        stripped(campaign_id) as campaign_id,
        stripped(cell) as cell,
        stripped(channel) as channel,
        stripped(product) as product,
        stripped(timing) as timing,
        stripped(gift) as gift,
    from contact_texts as w
    left join own_texts as o on w.own_elements = o.text
    where not w.is_member
),

asked as (
    select
        is_whole('campaign_id') or coalesce(bool_and(regexp_full_match(campaign_id, '[0-9]+[.]0')), false) as is_whole,
    from blanks_off
    where clean(campaign_id) is not null
),

meant as (
    select
        b.* replace (
            as_meant(b.campaign_id, a.is_whole) as campaign_id,
            unguarded(b.cell) as cell,
            as_meant(b.channel, false) as channel,
            unguarded(b.product) as product,
            unguarded(b.timing) as timing,
            unguarded(b.gift) as gift
        ),
    from blanks_off as b
    cross join asked as a
),

known as (
    select
        m.* replace (
            coalesce(o.known_as, m.campaign_id) as campaign_id,
            clean(m.cell) as cell,
            clean(m.channel) as channel,
            clean(m.product) as product,
            clean(m.timing) as timing,
            clean(m.gift) as gift
        ),
    from meant as m
    left join old_ids as o on o.name = 'campaign_id' and m.campaign_id = o.id
),

named as (
    select * replace (clean(campaign_id) as campaign_id, lower(worded(channel)) as channel),
    from known
),

of_campaigns as (
    select
        n.*,
        is_changed(n.campaign_text, n.campaign_id) + is_changed(n.cell_text, n.cell)
        + is_changed(lower(n.channel_text), n.channel) + is_changed(n.product_text, n.product)
        + is_changed(n.timing_text, n.timing) + is_changed(n.gift_text, n.gift)
        + is_changed(n.own_written, n.own_elements) as _changes,
        c.campaign_key is null as is_new_campaign,
        coalesce(
            c.campaign_key,
            (select coalesce(max(campaign_key), 0) from store.campaigns)
            + dense_rank() over (partition by c.campaign_key is null order by n.campaign_id)
        )::integer as campaign_key,
    from named as n
    left join store.campaigns as c on n.campaign_id = c.campaign_id
    where n.campaign_id is not null
)

select
    n.*,
    r.treatment_key is null as is_new,
    coalesce(
        r.treatment_key,
        (select coalesce(max(treatment_key), 0) from store.treatments)
        + dense_rank() over (
            partition by r.treatment_key is null
            order by n.campaign_key, n.cell, n.channel, n.product, n.timing, n.gift, n.own_elements
        )
    )::integer as treatment_key,
from of_campaigns as n
left join store.treatments as r
    on
        n.campaign_key = r.campaign_key
        and n.cell is not distinct from r.cell
        and n.channel is not distinct from r.channel
        and n.product is not distinct from r.product
        and n.timing is not distinct from r.timing
        and n.gift is not distinct from r.gift
        and n.own_elements is not distinct from r.own_elements;

-- load/contact_names: each member and treatment that a contacts file names, with its key; so texts are cleaned and
--   compared once each, not once a contact. Whoever is new gets a key here, and a place in the workspace in
--   load/contact_keys, if a good row names them.
-- reads: contact_texts, address_ids, old_ids, store.persons, store.campaigns, store.treatments
-- writes: temp member_texts, one row per text of a member id, without a key where a spreadsheet shortened it; temp
--   treatment_texts, one row per combination of texts
create or replace temp table member_texts as
with blanks_off as (
    select member_id as text, stripped(member_id) as member_id, is_address(member_id) as is_address,
    from contact_texts
    where is_member
),

-- a column of which every id ends in .0 was one of numbers
asked as (
    select
        is_whole('member_id')
        or coalesce(bool_and(ends_with(member_id, '.0') and regexp_full_match(member_id, '[0-9]+[.]0')), false)
            as is_whole,
    from blanks_off
    where clean(member_id) is not null and not is_address
),

read_out as (
    select b.text, b.is_address, as_meant(b.member_id, a.is_whole) as member_id,
    from blanks_off as b
    cross join asked as a
),

held as (
    select text, any_value(member_id) filter (where place = 1) as member_id, max(place) > 1 as is_shared,
    from address_ids
    group by text
),

meant as (
    select
        r.text,
        r.is_address,
        coalesce(h.member_id, case when not r.is_address then clean(r.member_id) end) as member_id,
        coalesce(h.is_shared, false) as is_shared,
    from read_out as r
    left join held as h on r.text = h.text
),

named as (
    select m.text, m.is_address, coalesce(o.known_as, m.member_id) as member_id, m.is_shared,
    from meant as m
    left join old_ids as o on o.name = 'member_id' and m.member_id = o.id
)

select
    n.text,
    n.member_id,
    case when n.is_address then 0 else is_changed(n.text, n.member_id) end::usmallint as _changes,
    p.member_key is null as is_new,
    case
        when is_shortened(n.member_id) then null
        -- of an address that several share: below zero, and put right once the rows are read
        when n.is_shared then -dense_rank() over (partition by n.is_shared order by n.text)
        else coalesce(
            p.member_key,
            (select coalesce(max(member_key), 0) from store.persons)
            + dense_rank() over (partition by p.member_key is null order by n.member_id)
        )
    end::integer as member_key,
from named as n
left join store.persons as p on n.member_id = p.member_id
where n.member_id is not null;

create or replace temp table treatment_texts as
with blanks_off as (
    select
        campaign_id as campaign_text,
        cell as cell_text,
        channel as channel_text,
        product as product_text,
        timing as timing_text,
        gift as gift_text,
        stripped(campaign_id) as campaign_id,
        stripped(cell) as cell,
        stripped(channel) as channel,
        stripped(product) as product,
        stripped(timing) as timing,
        stripped(gift) as gift,
    from contact_texts
    where not is_member
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
        + is_changed(n.timing_text, n.timing) + is_changed(n.gift_text, n.gift) as _changes,
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
            order by n.campaign_key, n.cell, n.channel, n.product, n.timing, n.gift
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
        and n.gift is not distinct from r.gift;

drop table contact_texts;

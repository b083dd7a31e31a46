-- load/contact_names: each member and treatment that a contacts file names, with its key; so texts are cleaned and
--   compared once each, not once a contact. Whoever is new gets a key here, and a place in the workspace in
--   load/contact_keys, if a good row names them.
-- reads: contact_texts, address_ids, store.persons, store.campaigns, store.treatments
-- writes: temp member_texts, one row per text of a member id; temp treatment_texts, one row per combination of texts
create or replace temp table member_texts as
with blanks_off as (
    select member_id as text, stripped(member_id) as member_id,
    from contact_texts
    where is_member
),

named as (
    select
        b.text,
        coalesce(a.member_id, case when not is_address(b.text) then clean(b.member_id) end) as member_id,
        b.text in (select x.text from address_ids as x where x.place > 1) as is_shared,
    from blanks_off as b
    left join address_ids as a on b.text = a.text and a.place = 1
)

select
    n.text,
    n.member_id,
    case when is_address(n.text) then 0 else is_changed(n.text, n.member_id) end::usmallint as _changes,
    p.member_key is null as is_new,
    case
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

named as (
    select
        * replace (
            clean(campaign_id) as campaign_id,
            clean(cell) as cell,
            lower(clean(channel)) as channel,
            clean(product) as product,
            clean(timing) as timing,
            clean(gift) as gift
        ),
    from blanks_off
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

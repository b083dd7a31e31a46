-- diff/moves: what became of each member of one of two lists on the other.
-- asks: before, after (ids of lists)
-- reads: store.lists, store.list_members, store.list_treatments, store.list_exclusions, listed_rules, store.persons
-- writes: temp moves, one row per member of either list: move (what kind), was and is ('contacted', 'held out' or 'not
--   on it'), reason (the rule of the other list that kept them out, in words; else what changed; NULL: nothing did),
--   step and kind (of that rule), ranks and propensities (NULL where not on the list)
create or replace temp table moves as
with list as (
    select list_key, list_id = getvariable('before') as is_before, list_id = getvariable('after') as is_after,
    from store.lists
    where list_id in (getvariable('before'), getvariable('after'))
),

place as (
    select
        l.is_before, l.is_after, m.member_key, m.rank, m.propensity::double as propensity, m.is_control, t.cell,
        concat_ws(' · ', t.channel, t.product, t.timing, t.gift, own_words(t.own_elements)) as offer,
    from list as l
    inner join store.list_members as m on l.list_key = m.list_key
    inner join store.list_treatments as t on l.list_key = t.list_key and m.treatment = t.treatment
),

place_before as (
    select *
    from place
    where is_before
),

place_after as (
    select *
    from place
    where is_after
),

excluded as (
    select l.is_before, l.is_after, x.member_key, f.step, f.kind, f.words,
    from list as l
    inner join store.list_exclusions as x on l.list_key = x.list_key
    inner join listed_rules as f on l.list_key = f.list_key and x.step = f.step
),

met as (
    select
        coalesce(a.member_key, b.member_key) as member_key,
        a.is_control as was_control, b.is_control,
        a.offer as offer_before, b.offer as offer_after,
        a.cell as cell_before, b.cell as cell_after,
        a.rank as rank_before, b.rank as rank_after,
        a.propensity as propensity_before, b.propensity as propensity_after,
    from place_before as a
    full join place_after as b on a.member_key = b.member_key
),

moved as (
    select
        m.*,
        case
            when m.rank_after is null then 'left'
            when m.rank_before is null then 'joined'
            when m.was_control and not m.is_control then 'from held out to contacted'
            when m.is_control and not m.was_control then 'from contacted to held out'
            when m.offer_before <> m.offer_after then 'to another offer'
            when coalesce(m.cell_before, '') <> coalesce(m.cell_after, '') then 'to another cell'
            else 'stayed'
        end as move,
    from met as m
)

select
    p.member_id, m.move,
    case when m.rank_before is null then 'not on it' when m.was_control then 'held out' else 'contacted' end as was,
    case when m.rank_after is null then 'not on it' when m.is_control then 'held out' else 'contacted' end as "is",
    case m.move
        when 'left' then coalesce(b.words, 'not loaded then')
        when 'joined' then coalesce(a.words, 'not loaded then')
        when 'to another offer' then m.offer_before || ' → ' || m.offer_after
        when 'to another cell' then coalesce(m.cell_before, 'none') || ' → ' || coalesce(m.cell_after, 'none')
        when 'stayed' then null
        else 'holdout draw'
    end as reason,
    coalesce(a.step, b.step) as step,
    coalesce(a.kind, b.kind) as kind,
    m.rank_before, m.rank_after, m.propensity_before, m.propensity_after,
from moved as m
inner join store.persons as p on m.member_key = p.member_key
left join excluded as a on m.move = 'joined' and a.is_before and m.member_key = a.member_key
left join excluded as b on m.move = 'left' and b.is_after and m.member_key = b.member_key;

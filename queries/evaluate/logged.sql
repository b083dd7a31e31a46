-- evaluate/logged: the rows of lists that went out in a span of days and whose windows have closed, each with the
--   chance with which it came about and what came of it.
--   chance: of the offer and the arm, store.list_members.joint_chance. Members who were themselves drawn to explore are
--   left out: no list would have chosen them, and no offer was drawn for them. A row that contacts contradict (held out
--   by a file and not by the list) has no known chance.
-- asks: since, until (NULL: to the latest)
-- reads: arms, openness, store.list_members, store.list_treatments, store.lists, store.members, store.persons,
--   store.shared_addresses
-- writes: temp logged, one row per member and list: row_key, from 1; drawn_as, whose draws theirs are; fold, one of
--   five by hash; holdout_share and draws_offers, of its list; outcome, value: what came, NULL where it is not known;
--   value is after cost
create temp table logged as
with listed as (
    select
        a.campaign_number, a.member_key, a.list_key, a.list_offer, a.rank, a.propensity, a.has_outcome,
        a.outcome_value, a.cost, m.is_control, m.joint_chance, l.holdout_share, l.as_of,
        coalesce(l.starts_on, l.as_of) as listed_on,
        coalesce((l.plan ->> '$.explore.offers')::double > 0, false) as draws_offers,
        p.member_id,
        coalesce(s.draw_id, p.member_id) as drawn_as,
    from arms as a
    inner join store.list_members as m on a.list_key = m.list_key and a.member_key = m.member_key
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
    inner join store.lists as l on a.list_key = l.list_key
    inner join store.persons as p on a.member_key = p.member_key
    semi join store.members as n on a.member_key = n.member_key
    left join store.shared_addresses as s on a.member_key = s.member_key
    left join openness as o on a.campaign_number = o.campaign_number
    where
        a.wave = 1
        and a.is_control = m.is_control
        and o.open_until is null
        and t.cell is distinct from 'explore'
        and m.joint_chance > 0
        and coalesce(l.starts_on, l.as_of) >= getvariable('since')::date
        and coalesce(coalesce(l.starts_on, l.as_of) <= getvariable('until')::date, true)
)

select
    row_number() over (order by list_key, rank)::integer as row_key,
    campaign_number, member_key, list_key, listed_on, list_offer, is_control, holdout_share, draws_offers,
    greatest(least(propensity, 1 - 1e-6), 1e-6) as propensity,
    joint_chance::double as chance,
    drawn_as,
    (md5_number_lower('fold/' || drawn_as) % 5)::integer as fold,
    md5_number_upper('evaluate/' || list_key || '/' || member_id) as tie,
    has_outcome::integer::double as outcome,
    (outcome_value - cost)::double as value,
    cost::double as cost,
from listed;

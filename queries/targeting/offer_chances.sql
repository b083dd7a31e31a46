-- targeting/offer_chances: with which chance those on the list have the offer that they have: as it is drawn for them,
--   or none is and it is the one that the choice gives. A draw of the offer that the choice gives leads to the same
--   row, where it had room when their turn came. Whoever was drawn by what they may be worth has theirs otherwise.
-- asks: trial, that of the list; stage, in which drawn offers were given; shares (see targeting/offer_draws)
-- reads: offer_draws, tried, settled, places, choosers
-- writes: temp offer_chances, one row per member on the list with two or more open offers: is_tried, whether theirs was
--   drawn
create temp table offer_chances as
with met as (
    select p.met, p.offer, p.propensity, p.priority, c.tie,
    from places as p
    inner join choosers as c on p.chooser_key = c.chooser_key
    where p.trial = getvariable('trial') and p.stage = getvariable('stage') and p.met is not null
),

listed as (
    select
        s.chooser_key as member_key, s.offer, s.priority, s.propensity, c.tie, d.undrawn,
        (getvariable('shares')[s.offer])::decimal(18, 9) as share,
        t.member_key is not null as is_tried,
        t.choice_offer,
    from settled as s
    inner join offer_draws as d on s.chooser_key = d.member_key
    inner join choosers as c on s.chooser_key = c.chooser_key
    left join tried as t on s.chooser_key = t.member_key
    where s.trial = getvariable('trial') and (t.member_key is not null or not s.is_explored)
),

late as (
    select distinct l.member_key,
    from listed as l
    inner join met as m
        on
            (m.met = 'size' or m.offer = l.offer)
            and (
                l.priority < m.priority
                or (l.priority = m.priority and l.propensity < m.propensity)
                or (l.priority = m.priority and l.propensity = m.propensity and l.tie >= m.tie)
            )
    where not l.is_tried
)

select
    l.member_key, l.is_tried,
    (
        case when l.is_tried or x.member_key is null then l.share else 0 end
        + case when not l.is_tried or l.choice_offer = l.offer then l.undrawn else 0 end
    )::decimal(18, 9) as chance,
from listed as l
left join late as x on l.member_key = x.member_key;

-- choice/value: what a trial brings, each contact at its worth to the choice, without the speck that tells equals
--   apart.
-- asks: trial; speck (the most that was added)
-- reads: settled, worths
-- gives: one row per offer of those contacted: contacts, value in money
with contact as (
    select
        s.offer,
        w.worth[list_position(w.offers, s.offer)] as brought,
        case when brought > 0 then getvariable('speck') * speck_of(w.tie, s.offer) else 0 end as speck,
    from settled as s
    inner join worths as w on s.chooser_key = w.chooser_key
    where s.trial = getvariable('trial') and not s.is_holdout
)

select
    offer,
    count(*) as contacts,
    sum(rounded(brought - speck, 9)::decimal(38, 9))::double as value,
from contact
group by offer
order by offer;

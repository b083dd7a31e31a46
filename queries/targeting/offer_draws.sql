-- targeting/offer_draws: for whom an offer is drawn instead of chosen: for a share of everybody who has two or more to
--   choose from, by a hash of seed, campaign and member that knows of no value.
-- asks: seed, campaign; shares (one per offer of the plan: the chance that it is drawn for a member to whom it is open)
-- reads: open_options, store.persons
-- writes: temp offer_draws, one row per member with two or more open offers: offer, the one drawn (NULL: none is);
--   undrawn, the chance that none is
create temp table offer_draws as
with option as (
    select
        member_key, offer,
        (getvariable('shares')[offer])::decimal(18, 9) as share,
        sum(share) over (partition by member_key order by offer) as reach,
        sum(share) over (partition by member_key) as whole,
        count(*) over (partition by member_key) as offers,
    from open_options
    where is_final
),

drawn as (
    select
        o.*,
        md5_number_lower(
            getvariable('seed')::varchar || '/' || getvariable('campaign') || '/offer/' || p.member_id
        ) / 18446744073709551616.0 as draw,
    from option as o
    inner join store.persons as p on o.member_key = p.member_key
    where o.offers > 1
)

select
    member_key,
    max(offer) filter (where draw >= (reach - share)::double and draw < reach::double) as offer,
    1 - any_value(whole) as undrawn,
from drawn
group by member_key;

-- replay/walk: goes through the contacts of a part of all units, each unit's in order of time; within one instant by
--   campaign, channel and member, as their names are ordered, then by cost and code. A contact is left out where a rule
--   that counts it has as many before it in its window as it allows; what is left out does not count for those after
--   it. Two contacts are in one window when less than so many times 24 hours lie between them. What was before the span
--   stays as it was. One list for each unit, to which its contacts are added one after the other.
-- asks: part, parts: the units whose number leaves part when divided by parts
-- reads: caps, ways, touches
-- writes: capped
insert into capped
with rule as (
    select
        list({
            'bit': bit, 'most': most, 'reach': days * 86400000000::bigint, 'is_own': per = 'member'
        } order by cap) as rules,
        min(most) as least,
    from caps
),

unit as (
    select
        list({
            'touch': t.touch, 'us': epoch_us(t.clock_at), 'person': t.person, 'counted_by': w.bits,
            'is_given': t.is_given, 'bits': 0::bigint
        } order by t.clock_at, t.way, t.person, t.is_held, t.cost, t.treatment_code) as contacts,
    from touches as t
    inner join ways as w on t.way = w.way
    where t.unit % getvariable('parts')::integer = getvariable('part')::integer and w.bits > 0
    group by t.unit
    -- so few are within every limit
    having count(*) > (select r.least from rule as r)
),

walked as (
    select
        -- sqlfluff reads no lambda of two names
        -- noqa: disable=PRS
        list_reduce(
            list_prepend(list_slice(u.contacts, 2, 1), list_transform(u.contacts, lambda x: [x])),
            lambda before, x: list_concat(
                before,
                [
                    {
                        'touch': x[1].touch,
                        'us': x[1].us,
                        'person': x[1].person,
                        'counted_by': x[1].counted_by,
                        'is_given': x[1].is_given,
                        'bits': case
                            when x[1].is_given then 0
                            else coalesce(
                                list_sum(
                                    list_transform(
                                        list_filter(
                                            r.rules,
                                            lambda c: c.bit & x[1].counted_by <> 0
                                            and len(
                                                list_filter(
                                                    before,
                                                    lambda b: b.bits = 0
                                                    and c.bit & b.counted_by <> 0
                                                    and b.us > x[1].us - c.reach
                                                    and (not c.is_own or b.person = x[1].person)
                                                )
                                            ) >= c.most
                                        ),
                                        lambda c: c.bit
                                    )
                                ),
                                0
                            )::bigint
                        end
                    }
                ]
            )
        ) as contacts,
    from unit as u
    cross join rule as r
),

contact as (
    select unnest(list_filter(contacts, lambda x: x.bits > 0)) as c,
    from walked
)

select c.touch, c.bits,
from contact;

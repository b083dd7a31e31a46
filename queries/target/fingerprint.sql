-- target/fingerprint: one number that any change of what was decided changes: who, with which offer, in which place and
--   arm, when; a sum, so that order does not matter. Chances and money follow from these and are not in it.
-- reads: chosen, list_treatments, send_times, store.persons
-- gives: one row: fingerprint
select
    coalesce(
        sum(md5_number_lower(concat_ws(
            '/', p.member_id, c.rank, t.offer, coalesce(t.name, ''), c.is_control::integer,
            epoch_us(s.send_at)
        ))),
        0
    )::varchar as fingerprint,
from chosen as c
inner join list_treatments as t on c.treatment = t.treatment
inner join store.persons as p on c.member_key = p.member_key
left join send_times as s on c.member_key = s.member_key;

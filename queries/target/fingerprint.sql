-- target/fingerprint: one number that any change of the list changes; a sum, so that order does not matter.
-- reads: chosen, treatments, send_times, store.persons
-- gives: one row: fingerprint, members
select
    coalesce(
        sum(md5_number_lower(concat_ws(
            '/', p.member_id, c.rank, t.offer, t.name, c.propensity, c.expected_value, c.is_control,
            c.selection_probability, s.send_at
        ))),
        0
    )::varchar as fingerprint,
from chosen as c
inner join treatments as t on c.treatment = t.treatment
inner join store.persons as p on c.member_key = p.member_key
left join send_times as s on c.member_key = s.member_key;

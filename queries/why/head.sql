-- why/head: what was decided about a member on a list, as it is kept.
-- asks: list_id, member_key
-- reads: store.lists, store.persons, store.scorings, store.addresses, former_members, store.list_members,
--   store.list_treatments, store.list_exclusions, store.list_choices
-- gives: one row: the list, the member's place on it, or out_step, the step of the rule that took the member out (both
--   NULL: the member was not there yet); is_same_scores, whether today's scores are those that the list was made with;
--   is_priced, whether prices chose
select
    l.list_key, l.list_id, l.campaign_id, l.as_of, l.seed, l.plan, l.starts_on, l.holdout_share,
    l.count_treated, l.count_control, l.cost::double as list_cost, l.chosen_by,
    coalesce(s.as_of = l.as_of and s.constants = l.constants, false) as is_same_scores,
    s.as_of as scores_as_of,
    p.member_id, i.phone is not null as has_phone, i.email is not null as has_email, g.file as left_with,
    m.rank,
    m.propensity::double as propensity,
    m.expected_value::double as expected_value,
    m.unasked::double as unasked,
    m.added::double as added,
    m.is_control,
    m.selection_probability::double as selection_probability,
    m.send_at,
    t.offer, t.cell, t.treatment_code, t.channel, t.product, t.timing, t.gift, t.own_elements,
    x.step as out_step,
    c.list_key is not null and not c.is_in_turn as is_priced,
from store.lists as l
cross join store.persons as p
left join store.scorings as s on true
left join store.addresses as i on p.member_key = i.member_key
left join former_members as g on p.member_id = g.member_id
left join store.list_members as m on l.list_key = m.list_key and p.member_key = m.member_key
left join store.list_treatments as t on l.list_key = t.list_key and m.treatment = t.treatment
left join store.list_exclusions as x on l.list_key = x.list_key and p.member_key = x.member_key
left join store.list_choices as c on l.list_key = c.list_key
where l.list_id = getvariable('list_id') and p.member_key = getvariable('member_key');

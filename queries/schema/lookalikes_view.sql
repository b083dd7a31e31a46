-- schema/lookalikes_view: how a member's attributes answer, from the records of everyone who shares them; this is what
--   gives a score to members who were never contacted.
--   ratio = product over attributes of ((kappa_a + R_av) / (kappa_a + E_av)) ^ weight
--   score puts the attributes where the comments say and runs this again whenever they change.
-- reads: store.profiles, store.profile_values, store.value_sums, store.constants, store.scorings
-- writes: view store.value_ratios, one row per attribute and value; view store.lookalikes, one row per member known
--   when
--   last scored: ratio is NULL where there are no attributes, segment is whose hours of answering stand by the member's
create or replace view store.value_ratios as
select
    v.attribute, v.code, v.value,
    coalesce(x.answered, 0) * s.fade as answered,
    coalesce(x.expected, 0) * s.fade as expected,
    coalesce(w.value, s.attribute_weight) as weight,
    coalesce(w.value, s.attribute_weight) * ln(
        (s.kappa_attribute + greatest(coalesce(x.answered, 0), 0) * s.fade)
        / (s.kappa_attribute + greatest(coalesce(x.expected, 0), 0) * s.fade)
    ) as log_ratio,
from store.profile_values as v
cross join store.scorings as s
left join store.value_sums as x using (attribute, code)
left join store.constants as w on w.constant = 'attribute_weight' and v.attribute = w.subject;

create or replace view store.lookalikes as
with value_lists as (
    select true as is_one/* lists */
    from store.value_ratios
)

select p.member_key, p.joined_on, 0::utinyint /* segment */ as segment, exp(null::double /* log_ratio */) as ratio,
from store.profiles as p
cross join value_lists as v;

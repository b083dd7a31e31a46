-- score/profiles: each member's attributes as values that few enough members share to learn from.
--   Numbers and days with more than ten values are cut at their deciles; a missing value is a value. Attributes have no
--   history: they are those of the latest members file, also when an earlier day is scored.
-- asks: as_of; attributes (a list; default every attribute with 2 to 60 values, and numbers and days)
-- reads: store.members, store.attribute_types, member_sums
-- writes: temp known_members, one row per member known on the scoring day; temp profiles, one row per known member and
--   attribute
create or replace temp table known_members as
select m.member_key,
from store.members as m
left join member_sums as s using (member_key)
where coalesce(m.joined_on <= getvariable('as_of')::date, true) or s.member_key is not null;

-- the constant is there so that members without any attribute can be unpivoted too; one value is never used
create or replace temp view known_attributes as
select m.* exclude (phone, email, household_id, timezone, joined_on), '' as _everyone,
from store.members as m
semi join known_members using (member_key);

create or replace temp view attribute_values as
from known_attributes unpivot include nulls (value for attribute in (columns(* exclude (member_key))));

create or replace temp table attributes_used as
with counted as (
    -- a sketch is enough to tell a name from a tariff, and takes no memory
    select attribute, approx_count_distinct(value) as count_values,
    from attribute_values
    group by attribute
)

select
    c.attribute,
    (t.is_number or t.is_date or t.is_timestamp) and c.count_values > 10 as is_binned,
from counted as c
inner join store.attribute_types as t using (attribute)
where
    case
        when getvariable('attributes') is not null then list_contains(getvariable('attributes'), c.attribute)
        else
            c.count_values between 2 and 60
            or ((t.is_number or t.is_date or t.is_timestamp) and c.count_values > 60)
    end;

create or replace temp macro amount_of(value) as
coalesce(try_cast(value as double), epoch(try_cast(value as timestamp)));

create or replace temp table attribute_edges as
with edge as (
    select
        v.attribute,
        unnest(quantile_disc(amount_of(v.value), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])) as edge,
    from attribute_values as v
    inner join attributes_used as u using (attribute)
    where u.is_binned and v.value is not null
    group by v.attribute
)

select attribute, list(distinct edge order by edge) as edges,
from edge
group by attribute;

create or replace temp table profiles as
select
    v.member_key,
    v.attribute,
    case
        when u.is_binned and v.value is not null
            then len(list_filter(e.edges, lambda x: x < amount_of(v.value)))::varchar
        else v.value
    end as value,
from attribute_values as v
inner join attributes_used as u using (attribute)
left join attribute_edges as e using (attribute);

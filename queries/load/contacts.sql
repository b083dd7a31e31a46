-- load/contacts: takes in a contacts file. A contact is known by member, treatment, time, arm and treatment code; what
--   a file says again is a duplicate, what it says newly of a known contact (delivery, outcome, cost) updates it.
-- reads: typed, store.persons, store.campaigns, store.treatments, store.contacts
-- writes: store.contacts; temp tally, one row
create or replace temp table arriving as
select
    p.member_key,
    r.treatment_key,
    t.contacted_at,
    t.is_control,
    t.treatment_code,
    bool_or(t.delivered) as delivered,
    max(t.cost) as cost,
    bool_or(t.responded) as responded,
    min(t.responded_at) as responded_at,
    max(t.value) as value,
from typed as t
inner join store.persons as p using (member_id)
inner join store.campaigns as c using (campaign_id)
inner join store.treatments as r
    on
        c.campaign_key = r.campaign_key
        and t.cell is not distinct from r.cell
        and t.channel is not distinct from r.channel
        and t.product is not distinct from r.product
        and t.timing is not distinct from r.timing
        and t.gift is not distinct from r.gift
where t.problem is null
group by all;

create or replace temp table changed as
with merged as (
    select
        a.member_key, a.treatment_key, a.contacted_at, a.is_control, a.treatment_code,
        coalesce(a.delivered, k.delivered) as delivered,
        coalesce(a.cost, k.cost) as cost,
        coalesce(a.responded, k.responded) as responded,
        coalesce(a.responded_at, k.responded_at) as responded_at,
        coalesce(a.value, k.value) as value,
        k.member_key is not null as is_known,
        k.delivered as old_delivered,
        k.cost as old_cost,
        k.responded as old_responded,
        k.responded_at as old_responded_at,
        k.value as old_value,
    from arriving as a
    left join store.contacts as k
        on
            a.member_key = k.member_key
            and a.treatment_key = k.treatment_key
            and a.contacted_at is not distinct from k.contacted_at
            and a.is_control = k.is_control
            and a.treatment_code is not distinct from k.treatment_code
)

select * exclude (old_delivered, old_cost, old_responded, old_responded_at, old_value),
from merged
where
    not is_known
    or delivered is distinct from old_delivered
    or cost is distinct from old_cost
    or responded is distinct from old_responded
    or responded_at is distinct from old_responded_at
    or value is distinct from old_value;

create or replace temp table tally as
select
    count(*) filter (where not is_known) as kept,
    count(*) filter (where is_known) as updated,
from changed;

delete from store.contacts as k
using changed as x
where
    x.is_known
    and k.member_key = x.member_key
    and k.treatment_key = x.treatment_key
    and k.contacted_at is not distinct from x.contacted_at
    and k.is_control = x.is_control
    and k.treatment_code is not distinct from x.treatment_code;

insert into store.contacts
select * exclude (is_known), from changed
order by treatment_key, member_key;

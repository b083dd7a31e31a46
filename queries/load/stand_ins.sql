-- load/stand_ins: phones and e-mail addresses that more members have than share one anywhere: noemail@shop.cn,
--   13800000000. They stand for none: nothing is sent there, and they tie neither draws nor lists.
-- asks: most: members who may share an address (20)
-- reads: store.members
-- writes: store.stand_ins, one row per such address
delete from store.stand_ins;

insert into store.stand_ins
with asked as (
    select coalesce(getvariable('most'), 20)::integer as most
),

-- a hash finds what may be there so often, so that only those addresses are compared in full
many_phones as (
    select hash(phone) as mark
    from store.members
    where phone is not null
    group by mark
    having count(*) > (select most from asked)
),

many_emails as (
    select hash(email_key(email)) as mark
    from store.members
    where email is not null
    group by mark
    having count(*) > (select most from asked)
),

told as (
    select 'phone' as kind, m.phone as address, count(*) as members,
    from store.members as m
    semi join many_phones as n on hash(m.phone) = n.mark
    where m.phone is not null
    group by m.phone
    union all
    select 'email' as kind, email_key(m.email) as address, count(*) as members,
    from store.members as m
    semi join many_emails as n on hash(email_key(m.email)) = n.mark
    where m.email is not null
    group by email_key(m.email)
)

select kind, address, members,
from told
where members > (select most from asked) and (kind = 'email' or is_phone(address))
order by kind, address;

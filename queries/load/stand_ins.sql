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

told as (
    select 'phone' as kind, phone as address, count(*) as members,
    from store.members
    where phone is not null
    group by phone
    having count(*) > (select most from asked)
    union all
    select 'email' as kind, email_key(email) as address, count(*) as members,
    from store.members
    where email is not null
    group by email_key(email)
    having count(*) > (select most from asked)
)

select kind, address, members,
from told
where kind = 'email' or is_phone(address)
order by kind, address;

-- load/said_addresses: what is said from each phone and e-mail address. One that only people erased had is a hash, so
--   that nobody is known by it again and nothing that was said from there is lost.
-- asks: salt (NULL where nobody was ever erased)
-- reads: said, unknown_ids, phones, ascii_emails, store.suppressed
-- writes: temp said_addresses, one row per row of the file and address; written is the text of the file
create or replace temp table said_addresses as
with told as (
    select
        s.line, 'phone' as kind, s.phone as written, coalesce(p.e164, s.phone) as address, false as is_by_id,
    from said as s
    left join phones as p on s.phone = p.phone
    where s.phone is not null and not is_email(s.phone)
    union all
    select s.line, 'email' as kind, s.email as written, lower(coalesce(x.ascii, s.email)) as address, false as is_by_id,
    from said as s
    left join ascii_emails as x on s.email = x.email
    where s.email is not null
    union all
    select s.line, 'email' as kind, s.phone as written, lower(coalesce(x.ascii, s.phone)) as address, false as is_by_id,
    from said as s
    left join ascii_emails as x on s.phone = x.email
    where is_email(s.phone)
    union all
    -- an id that is written like a phone or an e-mail address is held as both
    select
        s.line,
        case when is_email(s.member_id) then 'email' else 'phone' end as kind,
        s.member_id as written,
        case
            when is_email(s.member_id) then lower(coalesce(x.ascii, s.member_id))
            else coalesce(p.e164, s.member_id)
        end as address,
        true as is_by_id,
    from said as s
    semi join unknown_ids as u on s.member_id = u.member_id
    left join phones as p on s.member_id = p.phone
    left join ascii_emails as x on s.member_id = x.email
    where
        is_email(s.member_id)
        or (is_phone(s.member_id) and (starts_with(s.member_id, '+') or length(phone_digits(s.member_id)) >= 9))
),

marked as (
    select *, mark_of(getvariable('salt'), kind, address) as mark,
    from told
)

select
    m.line, m.kind, m.written,
    case when x.mark is null then m.address else m.mark end as address,
    x.mark is not null as is_hidden,
    m.is_by_id,
    x.mark is not null or is_readable_address(m.kind, m.address) as is_readable,
from marked as m
left join store.suppressed as x on m.kind = x.kind and m.mark = x.mark;

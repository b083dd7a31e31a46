-- erase/readmitted: the ids, phones and e-mail addresses that are on the list of what is not to come back.
-- asks: salt
-- reads: phones (one row per text given, with the phone it may be), store.suppressed
-- writes: temp readmitted, one row per text and kind that is on the list
create or replace temp table readmitted as
with blanks_off as (
    select phone, stripped(phone) as id,
    from phones
),

as_read as (
    select phone, as_key('member_id', id) as id,
    from blanks_off
),

asked as (
    select 'id' as kind, phone as given, phone as text,
    from phones
    union
    select 'id' as kind, phone as given, clean(id) as text,
    from as_read
    union all
    select 'email' as kind, phone as given, phone as text,
    from phones
    union all
    select 'phone' as kind, phone as given, coalesce(e164, phone) as text,
    from phones
),

marked as (
    select kind, given, text, mark_of(getvariable('salt'), kind, text) as mark,
    from asked
)

select m.kind, m.given, m.text, m.mark,
from marked as m
semi join store.suppressed as s on m.kind = s.kind and m.mark = s.mark;

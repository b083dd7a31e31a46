-- targeting/write_codes: keeps the codes of members of lists that are to be kept. Drafts of the same campaign and wave
--   let go of theirs: nobody has seen them.
-- asks: list_keys, one per plan (NULL: a list that is not to be written)
-- reads: coded, member_codes, store.lists
-- writes: store.list_codes
delete from store.list_codes as g
where
    exists (
        select 1
        from member_codes as m
        where getvariable('list_keys')[m.plan] = g.list_key and m.member_key = g.member_key
    )
    or g.list_key in (
        select l.list_key
        from store.lists as l
        inner join coded as d on l.campaign_id = d.campaign_id and l.wave is not distinct from d.wave
        where l.status = 'draft'
    );

insert into store.list_codes
select getvariable('list_keys')[plan] as list_key, member_key, code, source,
from member_codes
where getvariable('list_keys')[plan] is not null
order by list_key, member_key;

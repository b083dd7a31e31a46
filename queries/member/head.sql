-- member/head: what is known of one person at a glance.
-- asks: member_key
-- reads: store.reachable, store.leanings, store.trials, store.cells, store.persons, store.scorings, store.members,
--   store.erased, store.responsiveness, store.hours_of_members
-- gives: one row; score is NULL where the scores do not know the person; expected counts every contact in full
with channel as (
    select arg_max(x.channel, ((a.leaning * x.worth)::decimal(18, 9), x.channel)) as channel,
    from store.reachable as x
    inner join store.leanings as a on x.member_key = a.member_key and x.element_key = a.element_key
    where x.member_key = getvariable('member_key') and a.dimension = 'channel'
)

select
    p.member_id,
    m.member_key is not null as is_member,
    e.member_key is not null as is_erased,
    s.as_of,
    score_of(r.shown_ratio) as score,
    r.evidence,
    r.level,
    coalesce(r.contacts, 0) as contacts,
    coalesce(r.responses, 0) as responses,
    (
        select rounded(sum(c.rate), 3)
        from store.trials as t
        inner join store.cells as c on t.cell_key = c.cell_key
        where t.member_key = getvariable('member_key')
    ) as expected,
    (select channel from channel) as best_channel,
    h.best_hour,
    h.best_weekday,
from store.persons as p
left join store.scorings as s on true
left join store.members as m on p.member_key = m.member_key
left join store.erased as e on p.member_key = e.member_key
left join store.responsiveness as r on p.member_key = r.member_key
left join store.hours_of_members as h on p.member_key = h.member_key
where p.member_key = getvariable('member_key');

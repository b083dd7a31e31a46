-- score/best_channel: the channel and the hour of day at which each member is most likely to answer.
--   Channel: the largest leaning times the element's ratio, among those the member can be reached on (a text or call
--   needs a phone, an e-mail an address, where the members files have such columns at all) and has not opted out of.
--   Hour: the member's own answers, shrunk to everyone's by ten answers; NULL where no answer ever had a time of day.
-- asks: as_of
-- reads: store.responsiveness, store.attitudes, store.elements, reachable
-- writes: store.responsiveness
create or replace temp table best_channel as
select
    r.member_key,
    arg_max(
        e.element,
        (coalesce(a.leaning, 1) * e.ratio, e.element)
    ) as channel,
from store.responsiveness as r
inner join reachable as x using (member_key)
inner join store.elements as e on e.dimension = 'channel' and e.element = x.channel
left join store.attitudes as a on a.member_key = r.member_key and a.element_key = e.element_key
group by r.member_key;

create or replace temp table best_hour as
with own as (
    select member_key, hour(responded_at) as hour, count(*) as answers,
    from store.responses
    where
        responded_at < getvariable('as_of')::date + interval 1 day
        and responded_at <> date_trunc('day', responded_at)
    group by all
),

everyone as (
    select hour, sum(answers) as answers, sum(answers) / sum(sum(answers)) over () as share,
    from own
    group by hour
),

candidate as (
    select o.member_key, e.hour, e.share, sum(case when o.hour = e.hour then o.answers else 0 end) as answers,
    from own as o
    cross join everyone as e
    group by all
)

select member_key, arg_max(hour, (answers + 10 * share, -hour)) as hour,
from candidate
group by member_key
union all
select null as member_key, arg_max(hour, (answers, -hour)) as hour,
from everyone;

create or replace temp table responsiveness_full as
select
    r.* exclude (best_channel, best_hour),
    c.channel as best_channel,
    coalesce(h.hour, (select hour from best_hour where member_key is null)) as best_hour,
from store.responsiveness as r
left join best_channel as c using (member_key)
left join best_hour as h using (member_key);

delete from store.responsiveness;

insert into store.responsiveness
select * from responsiveness_full
order by member_key;

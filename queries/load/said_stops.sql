-- load/said_stops: which replies of a responses file refuse, by the id, the phone and the e-mail address of the row.
--   Without a channel it is that of the code or the campaign they answer, else all.
-- reads: typed, kinds, store.campaigns, store.list_treatments
-- writes: temp said_stops, one row per such row, as load/said_optouts
create or replace temp table said_stops as
with code as (
    select treatment_code, min(channel) as channel,
    from store.list_treatments
    group by treatment_code
    having count(distinct channel) = 1
)

select
    t.line,
    case when not is_address(t.member_id) then t.member_id end as member_id,
    coalesce(t.phone, case when starts_with(t.member_id, 'tel:') then substr(t.member_id, 5) end) as phone,
    coalesce(t.email, case when starts_with(t.member_id, 'mailto:') then substr(t.member_id, 8) end) as email,
    coalesce(t.channel, x.channel, c.channel, 'all') as channel,
    t.responded_at::date as opted_out_on,
    'out' as action,
    time_told(t.responded_at) as opted_out_at,
from typed as t
inner join kinds as k on t.kind = k.kind
left join code as x on t.treatment_code = x.treatment_code
left join store.campaigns as c on t.campaign_id = c.campaign_id
where k.outcome = 'opted-out';

-- evaluate/unfit_members: adds of whom a condition in the plan's own SQL is not true, or is.
-- asks: excludes, whether those of whom it is true are not wanted
-- reads: wanted, logged
-- writes: unfit
insert into unfit by name
select distinct null::integer as campaign_number, r.member_key,
from logged as r
left join wanted as w on r.member_key = w.member_key
where (w.member_key is not null) = getvariable('excludes')::boolean;

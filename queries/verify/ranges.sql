-- verify/ranges: shares outside of 0 to 1, hours outside of the week, shares of hours that are not one together, months
--   that begin on another day than the first, campaigns with a window that never closes.
-- reads: store.control_periods, store.lists, store.answer_hours, store.hour_shares, store.usage, store.campaigns
-- gives: one row per row, or per group of rows
select 'control period ' || period as what, 'share ' || share as problem,
from store.control_periods
where share not between 0 and 1
union all
select list_id as what, 'holdout share ' || holdout_share as problem,
from store.lists
where holdout_share not between 0 and 1
union all
select 'list ' || list_id as what, 'its plan is no JSON' as problem,
from store.lists
where not json_valid(plan) or not json_valid(data)
union all
select 'store.answer_hours hour_of_week ' || hour_of_week as what, count(*) || ' rows of no hour' as problem,
from store.answer_hours
where hour_of_week > 167 or answers < 1
group by hour_of_week
union all
select 'store.hour_shares segment ' || segment as what, 'its shares are ' || sum(share) || ' together' as problem,
from store.hour_shares
group by segment
having abs(sum(share) - 1) > 0.000001 or count(*) <> 168
union all
select 'store.usage month ' || month as what, count(*) || ' rows of a day that begins no month' as problem,
from store.usage
where day(month) <> 1
group by month
union all
select 'campaign ' || campaign_id as what, 'response_days ' || response_days as problem,
from store.campaigns
where response_days < 0;

-- merge/merged_usage: the usage of people who become one, added up where several of them used a product in a month.
-- reads: store.usage, merged_people
-- writes: temp merged_usage, one row per person who stays, month and product
create or replace temp table merged_usage as
select
    x.new_key as member_key, u.month, u.product,
    sum(u.revenue) as revenue, sum(u.volume) as volume, max(u.load_id) as load_id,
from store.usage as u
inner join merged_people as x on u.member_key = x.member_key
group by x.new_key, u.month, u.product;

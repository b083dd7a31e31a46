-- measure/repeated: how often somebody who is compared is there once more: in another campaign, or at another time.
--   Who is there is one bit for each key: nobody is looked up.
-- asks: most_key (the highest there is of a person)
-- reads: arms
-- gives: one row: times
select count(*) - coalesce(bit_count(bitstring_agg(member_key, 0, getvariable('most_key')::integer)), 0) as times,
from arms
where is_compared;

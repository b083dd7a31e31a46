-- added/pair_levels: what each arm of a campaign did, over what its members' chances of an answer say.
-- reads: arm_pairs
-- writes: temp pair_levels, one row per campaign and arm
create temp table pair_levels as
select
    campaign_number, is_control,
    (count(*) filter (where has_outcome) + 0.5) / (sum(chance::decimal(38, 12))::double + 0.5) as level,
from arm_pairs
group by campaign_number, is_control;

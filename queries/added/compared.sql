-- added/compared: those compared, as figures that layers are fitted on.
-- reads: arm_pairs, pair_levels
-- gives: one row per pair, in their order: is_control, answered (0 or 1), expected (their chance at the level of their
--   campaign's arm), log_ratio, chance, the levels of both arms, contacted_share, campaign, member, fifth
select
    p.is_control,
    p.has_outcome::integer::double as answered,
    p.chance * if(p.is_control, u.level, c.level) as expected,
    p.log_ratio, p.chance,
    c.level as contacted_level,
    u.level as unasked_level,
    p.contacted_share,
    p.campaign_number as campaign,
    p.member_key as member,
    p.fifth::integer as fifth,
from arm_pairs as p
inner join pair_levels as c on p.campaign_number = c.campaign_number and not c.is_control
inner join pair_levels as u on p.campaign_number = u.campaign_number and u.is_control
order by p.pair_number;

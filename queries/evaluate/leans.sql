-- evaluate/leans: an empty ledger of what members leaned to before each campaign.
-- writes: temp leans, one row per campaign, member and element: log_leaning, 0 without contacts with it before; score,
--   for the element
create temp table leans (
    campaign_number integer, member_key integer, dimension varchar, element varchar, log_leaning double, score double
);

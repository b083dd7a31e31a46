-- evaluate/unfit: an empty ledger of whom the plan does not want.
-- writes: temp unfit, one row per campaign (NULL: any) and member
create temp table unfit (campaign_number integer, member_key integer);

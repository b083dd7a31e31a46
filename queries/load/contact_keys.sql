-- load/contact_keys: takes in the members, campaigns and treatments that a contacts file names for the first time;
--   not those that only its refused rows name.
-- reads: member_texts, store.treatments, treatment_texts, treatments_named, typed, typed_kept
-- writes: store.campaigns, store.changed_campaigns, store.persons, store.treatments
insert into store.persons
select distinct member_key, member_id,
from member_texts
where
    is_new
    and member_key is not null
    and member_key not in (
        select b.member_key
        from typed_kept as b
        anti join typed as t on b.member_key = t.member_key
        where b.is_bad and b.member_key is not null
    )
order by member_key;

insert into store.campaigns (campaign_key, campaign_id, is_loaded)
select distinct x.campaign_key, x.campaign_id, false as is_loaded,
from treatment_texts as x
semi join treatments_named as n on x.treatment_key = n.treatment_key
where x.is_new_campaign
order by x.campaign_key;

insert into store.treatments
select distinct x.treatment_key, x.campaign_key, x.cell, x.channel, x.product, x.timing, x.gift, x.own_elements,
from treatment_texts as x
semi join treatments_named as n on x.treatment_key = n.treatment_key
where x.is_new
order by x.treatment_key;

insert into store.changed_campaigns
select distinct t.campaign_key
from store.treatments as t
semi join treatments_named as n on t.treatment_key = n.treatment_key;

drop table treatments_named;

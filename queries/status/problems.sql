-- status/problems: what is odd in the workspace; no row means nothing found.
--   What would need a look at every contact beside every other is looked for in the sample that scoring keeps, which is
--   everybody where there are no more than 200,000.
-- asks: today
-- reads: store.cells, store.contacts, store.draws, store.treatments, store.campaigns, store.lists, lists,
--   store.list_treatments, store.persons, store.members, store.erased, store.answered, store.list_members,
--   address_optouts, store.optouts, store.unscored, store.responses, store.elements, store.stand_ins,
--   store.all_optouts, store.named_channels, store.own_codes, store.list_codes, store.usage, store.value_months
-- gives: one row per kind of problem: what, count, cure
with campaign_sums as (
    select
        campaign_key,
        sum(contacts) as contacts,
        sum(answers) as answers,
        bool_and(is_closed) as is_closed,
    from store.cells
    group by campaign_key
),

sampled as (
    select
        k.member_key, t.campaign_key, k.contacted_at, k.is_control,
        coalesce(k.contacted_at, c.starts_on::timestamp) as began_at,
    from store.contacts as k
    semi join store.draws as d on k.member_key = d.member_key
    inner join store.treatments as t on k.treatment_key = t.treatment_key
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
),

first_contact as (
    select member_key, campaign_key, min(began_at) as began_at,
    from sampled
    where not is_control
    group by member_key, campaign_key
),

twice as (
    select member_key
    from sampled
    where contacted_at is not null
    group by member_key, campaign_key, contacted_at
    having count(*) > 1
),

-- a place on a list is one contact; of the campaigns that had a list alone, whose contacts are few beside all
listed as (
    select t.treatment_key, c.campaign_id,
    from store.treatments as t
    inner join store.campaigns as c on t.campaign_key = c.campaign_key
    where c.campaign_id in (select l.campaign_id from store.lists as l where l.status = 'exported')
),

list_code as (
    select distinct l.campaign_id, t.treatment_code,
    from store.list_treatments as t
    inner join store.lists as l on t.list_key = l.list_key
),

placed_twice as (
    select k.member_key, t.campaign_id,
    from store.contacts as k
    inner join listed as t on k.treatment_key = t.treatment_key
    semi join store.draws as d on k.member_key = d.member_key
    semi join list_code as x on t.campaign_id = x.campaign_id and k.treatment_code = x.treatment_code
    where not k.is_control
    group by k.member_key, t.campaign_id, k.treatment_code
    having count(*) > 1
),

unknown as (
    select member_key
    from store.persons
    anti join store.members using (member_key)
    anti join store.erased using (member_key)
),

answered as (
    select member_key, campaign_key, treatment_code, responded_at,
    from store.answered
),

lost as (
    select member_key, treatment_code, code_form(treatment_code) as form,
    from answered
    where campaign_key is null and treatment_code is not null
),

carried as not materialized (
    select member_key, treatment_code
    from store.contacts
    where treatment_code is not null
    union all
    select m.member_key, t.treatment_code
    from store.list_members as m
    inner join store.list_treatments as t on m.list_key = t.list_key and m.treatment = t.treatment
),

-- what is alike several codes of the member's own means none of them for sure
alike as (
    select distinct l.member_key, l.treatment_code,
    from lost as l
    inner join carried as c on l.member_key = c.member_key and l.form = code_form(c.treatment_code)
),

lost_elsewhere as (
    select l.treatment_code, l.form
    from lost as l
    anti join alike as a on l.member_key = a.member_key and l.treatment_code = a.treatment_code
),

carried_code as not materialized (
    select treatment_code
    from store.contacts
    where treatment_code is not null
    union all
    select treatment_code
    from store.list_treatments
),

carried_same as (
    select distinct c.treatment_code,
    from carried_code as c
    semi join lost_elsewhere as l on c.treatment_code = l.treatment_code
),

mistyped as (
    select distinct l.form,
    from lost_elsewhere as l
    anti join carried_same as c on l.treatment_code = c.treatment_code
),

carried_alike as (
    select distinct code_form(c.treatment_code) as form,
    from carried_code as c
    semi join mistyped as m on code_form(c.treatment_code) = m.form
),

lost_known as (
    select l.*, s.treatment_code is not null or a.form is not null as is_known,
    from lost_elsewhere as l
    left join carried_same as s on l.treatment_code = s.treatment_code
    left join carried_alike as a on l.form = a.form
),

-- codes of members' own that no list gave
nobodys as (
    select
        code_form(r.code) as form,
        exists (select 1 from store.list_codes as g where g.source is null)
        and length(code_form(r.code)) = 8
        and not has_true_check(code_form(r.code)) as is_wrong,
    from store.responses as r
    anti join store.own_codes as o on code_form(r.code) = o.form
    where r.code is not null
),

found as (
    select
        1 as line,
        'contacted people who are not loaded as members' as what,
        count(distinct k.member_key) as count,
        'load members' as cure,
    from store.contacts as k
    semi join unknown using (member_key)
    union all
    select 2, 'campaigns with contacts or responses but no description', count(*), 'load campaigns',
    from store.campaigns as c
    where
        not c.is_loaded
        and (
            c.campaign_key in (select t.campaign_key from store.treatments as t)
            or c.campaign_key in (select r.campaign_key from answered as r where r.campaign_key is not null)
        )
    union all
    select
        3,
        'contacts without a day, not used by the scores',
        count(*),
        'load contacted_at, or starts_on of their campaigns',
    from store.contacts as k
    inner join store.treatments as t using (treatment_key)
    inner join store.campaigns as c using (campaign_key)
    where k.contacted_at is null and c.starts_on is null
    union all
    select
        4,
        'responses by members whom that campaign did not contact, not used by the scores',
        count(*),
        'fine where people answer unasked, else load the contacts',
    from answered as r
    anti join (
        select k.member_key, t.campaign_key,
        from store.contacts as k
        inner join store.treatments as t using (treatment_key)
        where not k.is_control
    ) as k on r.member_key = k.member_key and r.campaign_key = k.campaign_key
    where r.campaign_key is not null
    union all
    select
        5, 'opt-outs that match no member, by id, phone or e-mail address',
        count(*) + (select count(*) from address_optouts where members = 0 and address is not null),
        'held for members loaded later; see whether they are written as members are',
    from store.optouts
    semi join unknown using (member_key)
    union all
    select 6, 'members without a score', count(*), 'run attitude score',
    from store.unscored
    union all
    select 7, 'contacts and responses dated after today', count(*), 'mend the dates, or score with --as-of',
    from (
        select contacted_at as moment from store.contacts
        union all
        select responded_at from store.responses
    ) as dated
    where moment > getvariable('today') + interval 1 day
    union all
    select 8, 'responses whose code no contact and no list has', count(*), 'load the contacts',
    from lost_known
    where not is_known
    union all
    select
        8, 'codes brought back by members who were not sent them', count(*),
        'fine where people pass them on, else load the contacts of these members',
    from lost_known
    where is_known
    union all
    select
        8, 'responses whose code is like several that the member was sent', count(*),
        'load them with campaign_id, or with the code as it was sent',
    from lost as l
    inner join alike as a on l.member_key = a.member_key and l.treatment_code = a.treatment_code
    union all
    select
        8, 'responses with a code of a member''s own whose check digit is wrong', count(*),
        'mend them where they were typed; nothing is guessed',
    from nobodys
    where is_wrong
    union all
    select 8, 'responses with a code of a member''s own that no list gave', count(*), 'see who gave it',
    from nobodys
    where not is_wrong
    union all
    select
        9, 'campaigns that nobody answered directly', count(*),
        'load their responses, if there are any; attitude measure counts purchases without a code too',
    from campaign_sums
    where answers = 0 and is_closed
    union all
    select
        10, 'campaigns that everybody answered directly', count(*),
        'load all their contacts: those who did not answer seem to be missing',
    from campaign_sums
    where answers = contacts
    union all
    select 11, 'campaigns with fewer than ten contacts', count(*), 'they teach next to nothing',
    from campaign_sums
    where contacts < 10
    union all
    select
        12, 'members contacted twice at the same moment by one campaign', count(*),
        'fine for two cells or channels, else load the campaign anew with --replace',
    from twice
    union all
    select
        13, 'responses earlier than any contact of their campaign, not used by the scores', count(*),
        'mend contacted_at or responded_at',
    from answered as r
    inner join first_contact as k on r.member_key = k.member_key and r.campaign_key = k.campaign_key
    where r.responded_at::date < k.began_at::date
    union all
    select 14, 'elements met in a single contact', count(*), 'check their spelling',
    from store.elements
    where contacts = 1
    union all
    select 15, 'campaigns in all', count(*), 'with a single one there is nothing to learn constants from',
    from campaign_sums
    having count(*) = 1
    union all
    select 16, 'members whose timezone is not known', count(*), 'write it as Asia/Shanghai',
    from store.members
    where
        timezone is not null and timezone not in (
            select z.name from pg_timezone_names() as z where is_one_zone(z.name)
        )
    union all
    select
        17, 'lists approved but not exported', count(*),
        'export or recall ' || string_agg(list_id, ', ' order by newest),
    from lists
    inner join store.lists as l using (list_id)
    where lists.status = 'approved'
    union all
    select
        18, 'lists that expired before their export, whose contacts still count in contact policies', count(*),
        'recall ' || string_agg(list_id, ', ' order by newest),
    from lists
    inner join store.lists as l using (list_id)
    where lists.status = 'expired' and l.status = 'approved'
    union all
    select
        20, 'phones and e-mail addresses that many members have, taken for nobody''s', count(*),
        'nothing is sent to ' || array_to_string(
            list(address || ' (' || members || ' members)' order by members desc, address)[:3], ', '
        ) || '; leave such cells empty',
    from store.stand_ins
    union all
    select
        21, 'members whose phone is no number, not reachable by it', count(*), 'load them anew with their numbers',
    from store.members
    where phone is not null and not is_phone(phone)
    union all
    select
        19, 'members contacted twice by one place on a list', count(*),
        'fine for reminders; where the exported list and the file of who sent it were both loaded: '
        || 'attitude load contacts FILE --replace ' || string_agg(distinct campaign_id, ', ' order by campaign_id),
    from placed_twice
    union all
    select
        20, 'opt-outs of channels that nobody knows, which hold for every channel', count(*),
        'say what they are in [channels] of attitude.toml: '
        || string_agg(distinct channel, ', ' order by channel)
    from store.all_optouts
    where action = 'out' and known_family(channel) is null
    union all
    select
        21, 'channels of campaigns of which nobody knows what they are, by which no plan can send', count(*),
        'say what they are in [channels] of attitude.toml: ' || string_agg(channel, ', ' order by channel)
    from (
        select t.channel from store.treatments as t
        union
        select c.channel from store.campaigns as c
    ) as used
    where channel is not null and known_family(channel) is null
    union all
    select
        22, 'months with revenue since members'' value was kept', count(distinct u.month), 'attitude value --keep',
    from store.usage as u
    inner join store.value_months as k on u.month > k.month
    where u.revenue is not null
)

select what, count, cure,
from found
where count > 0
order by line, what;

-- schema/comments: what each table that people query holds and means; of the members, schema/members_view says it, for
--   its columns follow the files. `attitude tables` reads these words; so do other tools that open the workspace.
--   Of a table: "One row per …: what it holds.", the first part is its grain.
-- writes: comments on tables, views and columns
comment on view campaigns is 'One row per campaign that a file described: what it offered, when, and at what cost.';
comment on column campaigns.campaign_id is 'Its id, as the files name it.';
comment on column campaigns.name is 'What people call it.';
comment on column campaigns.product is 'The product it was about, an element.';
comment on column campaigns.timing is 'When in life or in the day it reached members, an element.';
comment on column campaigns.gift is 'What it gave, an element.';
comment on column campaigns.channel is 'How it reached members, an element.';
comment on column campaigns.starts_on is 'Its first day.';
comment on column campaigns.ends_on is 'Its last day.';
comment on column campaigns.response_days is 'So many days after a contact an answer counts; empty: as in the scores.';
comment on column campaigns.unit_cost is 'What one contact costs, where the contact itself does not say.';
comment on column campaigns.notes is 'What people say of it, or the .txt or .md file beside the workspace that has it.';

comment on view former_members is
'One row per member who left: who was missing from a file of the whole base, and was not named since.';
comment on column former_members.member_id is 'Who left.';
comment on column former_members.left_on is 'The day on which the file was loaded.';
comment on column former_members.file is 'The file that they were missing from.';

comment on view contacts is
'One row per contact, or control member of a campaign: who was contacted, how, with what, and whether they answered.';
comment on column contacts.member_id is 'Who was contacted, or held out.';
comment on column contacts.campaign_id is 'By which campaign.';
comment on column contacts.contacted_at is 'When; at 0:00 where only the day is known.';
comment on column contacts.channel is 'How: its own, else that of the campaign.';
comment on column contacts.product is 'About which product: its own, else that of the campaign.';
comment on column contacts.timing is 'With which timing: its own, else that of the campaign.';
comment on column contacts.gift is 'With which gift: its own, else that of the campaign.';
comment on column contacts.cell is 'The test cell or group within the campaign.';
comment on column contacts.is_control is 'Held out: meant for the campaign and not contacted, to compare with.';
comment on column contacts.treatment_code is 'The code that an answer to this contact brings back.';
comment on column contacts.cost is 'What it cost: its own, else the unit cost of the campaign; 0 for controls.';
comment on column contacts.delivered is 'Whether it arrived, as the vendor or the file says; empty: not told.';
comment on column contacts.responded is 'Whether they answered, where the contacts file itself says so.';
comment on column contacts.responded_at is 'When they answered, where the contacts file itself says so.';
comment on column contacts.value is 'What the answer was worth, where the contacts file itself says so.';

comment on view responses is 'One row per response: who answered which campaign, when and how.';
comment on column responses.member_id is 'Who answered.';
comment on column responses.campaign_id is 'Which campaign, where the file names one.';
comment on column responses.treatment_code is 'The code that the answer brought back, which tells its contact.';
comment on column responses.responded_at is 'When; at 0:00 where only the day is known.';
comment on column responses.channel is 'The channel on which the answer came.';
comment on column responses.gift is 'The gift that was taken.';
comment on column responses.kind is 'What sort of answer, in the words of the file.';
comment on column responses.value is 'What it was worth, as margin.';
comment on column responses.code is 'The code of a member''s own that it brought back, whoever brought it.';

comment on view direct_answers is
'One row per answer told by campaign, by a code that its member was sent, or by a contact; money back is none.';
comment on column direct_answers.member_id is 'Who answered.';
comment on column direct_answers.campaign_id is 'Which campaign, as the file, the code or the contact tells.';
comment on column direct_answers.responded_at is 'When they answered.';
comment on column direct_answers.treatment_code is 'The code that they brought back, as it was sent.';
comment on column direct_answers.channel is 'The channel of the answer, or of the contact that tells it.';
comment on column direct_answers.gift is 'The gift that they took, or of the contact that tells it.';
comment on column direct_answers.kind is 'What kind of answer, as the file has it.';
comment on column direct_answers.value is 'What the answer is worth, where a file tells.';
comment on column direct_answers.told_by is 'response, or contact where no response tells the answer too.';

comment on view code_answers is
'One row per answer that brought back a code of a member''s own: who brought it, and to whom it was given.';
comment on column code_answers.campaign_id is 'The campaign of the list that gave the code.';
comment on column code_answers.list_id is 'The list that gave it.';
comment on column code_answers.code is 'The code, as it was given.';
comment on column code_answers.given_to is 'The member whom the list gave it.';
comment on column code_answers.member_id is 'The member who brought it back.';
comment on column code_answers.is_own is 'Whether both are the same.';
comment on column code_answers.responded_at is 'When it was brought back.';
comment on column code_answers.kind is 'What sort of answer, in the words of the file.';
comment on column code_answers.value is 'What the answer is worth, where a file tells.';

comment on view returns is 'One row per report of a vendor on a contact: delivered, failed or opted out.';
comment on column returns.member_id is 'Whose contact.';
comment on column returns.campaign_id is 'Of which campaign, as the file or the code tells.';
comment on column returns.treatment_code is 'The code of the contact, where the file has it.';
comment on column returns.reported_at is 'When the vendor saw it.';
comment on column returns.channel is 'The channel of the report, else of the contact it speaks of.';
comment on column returns.outcome is 'delivered, failed or opted-out; noted: neither, nor an answer, as on its way.';

comment on view usage is 'One row per member, month and product: what they used and paid.';
comment on column usage.member_id is 'Who.';
comment on column usage.month is 'The first day of the month.';
comment on column usage.product is 'Of which product.';
comment on column usage.revenue is 'What they paid; refunds are negative.';
comment on column usage.volume is 'How much they used, in units of the file.';

comment on view optouts is 'One row per opt-out or opt-in: the latest per member and channel holds.';
comment on column optouts.member_id is 'Who.';
comment on column optouts.channel is 'The channel it closes or opens again; all is every channel.';
comment on column optouts.opted_out_on is 'The day from which it holds; empty: always.';
comment on column optouts.action is 'out closes, in opens again.';

comment on view address_optouts is 'One row per opt-out or opt-in that names a phone or an e-mail address.';
comment on column address_optouts.kind is 'phone or email.';
comment on column address_optouts.address is
'As members have it, or as it was written; empty: of people erased.';
comment on column address_optouts.channel is 'The channel it closes or opens again; all is every channel.';
comment on column address_optouts.opted_out_on is 'The day from which it holds; empty: always.';
comment on column address_optouts.action is 'out closes, in opens again.';
comment on column address_optouts.members is 'How many members have the address, or had it then; 0: it is held.';

comment on view elements is
'One row per element, or pair of elements, that campaigns used: what works for everyone, whoever was asked.';
comment on column elements.dimension is
'channel, product, timing, gift, or one that the settings name; pairs are named "product × channel".';
comment on column elements.element is 'A value of the dimension, as sms or coupon; of a pair "concert × coupon".';
comment on column elements.contacts is 'Contacts with it.';
comment on column elements.responses is 'Those that were answered.';
comment on column elements.ratio is 'Responses over those expected of the same members and campaigns, shrunk toward 1.';
comment on column elements.score is 'The ratio from 0 to 100: 50 is as expected, 80 four times as often.';
comment on column elements.ratio_low is 'Lower end of the 95 % interval of the ratio.';
comment on column elements.ratio_high is 'Upper end of the 95 % interval of the ratio.';

comment on view attitudes is
'One row per member, dimension and element with evidence: the attitude scores, what answers say of a taste.';
comment on column attitudes.member_id is 'Whose attitude.';
comment on column attitudes.dimension is 'channel, product, timing, gift, or one that the settings name.';
comment on column attitudes.element is 'A value of the dimension, as sms or coupon.';
comment on column attitudes.score is '0 to 100: 50 is an average member, 80 answers four times as often, 20 a quarter.';
comment on column attitudes.score_low is 'Lower end of the interval that holds the true score nine times in ten.';
comment on column attitudes.score_high is 'Upper end of it.';
comment on column attitudes.trend is
'Points by which the latest contact with the element moved the score; empty at the first.';
comment on column attitudes.evidence is
'Responses an average member would have given, and choices one would have made, older contacts counting less.';
comment on column attitudes.contacts is 'Contacts of the member with the element.';
comment on column attitudes.responses is 'Those the member answered.';
comment on column attitudes.choices is
'How often the member chose the element when answering, where answers name several.';
comment on column attitudes.last_contacted_on is 'Day of the latest of them.';
comment on column attitudes.last_responded_on is 'Day of the latest answer.';
comment on column attitudes.as_of is 'Scored with all that was known on this day.';

comment on view responsiveness is
'One row per member known to the scores: how likely they answer at all, and where and when they are best reached.';
comment on column responsiveness.member_id is 'Whose.';
comment on column responsiveness.score is
'0 to 100: 50 is an average member, 80 answers four times as often, 20 a quarter.';
comment on column responsiveness.score_low is
'Lower end of the interval that holds the true score nine times in ten.';
comment on column responsiveness.score_high is 'Upper end of it.';
comment on column responsiveness.evidence is
'Responses an average member would have given, older contacts counting less.';
comment on column responsiveness.level is
'What the score rests on: member (their own record), look-alike (members like them) or population (everyone).';
comment on column responsiveness.best_channel is
'Channel open to them at which they most likely answer; empty: none is open.';
comment on column responsiveness.best_hour is
'Hour of the day at which they most likely answer, 0 to 23, on their own clock.';
comment on column responsiveness.best_weekday is 'Day of the week of that hour: Monday is 1, Sunday 7.';

comment on view fatigue is
'One row per member known to the scores: do they get more contacts than they answer? No score is made with it.';
comment on column fatigue.member_id is 'Whose.';
comment on column fatigue.fatigue is
'over: contacts_lately above fits_up_to; worn out: and ratio_high below 1; under: below half, not fallen; fits: else.';
comment on column fatigue.contacts_lately is 'Contacts that arrived in the 30 days up to the scoring day.';
comment on column fatigue.fits_up_to is
'Contacts in 30 days, beyond which answers fall below four fifths of those expected; empty: no such fall is seen.';
comment on column fatigue.contacts_pressed is
'Contacts after as many in 30 days as answers of everybody clearly fall from; empty: no fall is seen.';
comment on column fatigue.responses_pressed is 'Those the member answered.';
comment on column fatigue.expected_pressed is 'Answers to expect of them by the member''s other contacts.';
comment on column fatigue.ratio is
'Answers under pressure over those expected, shrunk to what everybody does; 1: no fall.';
comment on column fatigue.ratio_low is 'Lower end of the interval that holds the true ratio nine times in ten.';
comment on column fatigue.ratio_high is 'Upper end of it.';

comment on view fatigue_curve is
'One row per number of contacts in the 30 days before a contact: what members answer then, each beside themselves.';
comment on column fatigue_curve.contacts_before is 'Contacts in the 30 days before; 4: four or five, 6: six and more.';
comment on column fatigue_curve.contacts is 'Contacts after so many, of sampled members who ever answered.';
comment on column fatigue_curve.responses is 'Those that were answered.';
comment on column fatigue_curve.ratio is
'Answers over those of the same members after the fewest contacts, campaigns alike; 1: no fall.';
comment on column fatigue_curve.ratio_low is 'Lower end of the interval that holds the true ratio nine times in ten.';
comment on column fatigue_curve.ratio_high is 'Upper end of it.';
comment on column fatigue_curve.is_fall is 'Whether it is below 1 by three standard deviations: a fall.';

comment on view attitude_history is
'One row per change of a score: a member, an element, and the campaign that taught something of the two.';
comment on column attitude_history.member_id is 'Whose attitude.';
comment on column attitude_history.dimension is 'channel, product, timing, gift, or one that the settings name.';
comment on column attitude_history.element is 'A value of the dimension, as sms or coupon.';
comment on column attitude_history.as_of is 'Day by which the answers of the campaign were known.';
comment on column attitude_history.score is 'The score from that day on, with the constants of today.';
comment on column attitude_history.campaign_id is 'The campaign that changed it.';
comment on column attitude_history.contacts is 'Its contacts of the member with the element.';
comment on column attitude_history.responses is 'Those the member answered.';
comment on column attitude_history.expected is 'Responses that an average member would have given.';

comment on view lists is
'One row per send list: the plan and data it was made of, where it stands, what is expected of it.';
comment on column lists.list_id is 'Its id: the campaign and a hash of plan and data.';
comment on column lists.campaign_id is 'The campaign it is for; its latest list goes by this name too.';
comment on column lists.as_of is 'The day of the scores it was made with.';
comment on column lists.status is
'draft, approved, exported, sent (contacts of its campaign were loaded), recalled or expired.';
comment on column lists.starts_on is 'First day of the campaign.';
comment on column lists.ends_on is 'Last day of the campaign.';
comment on column lists.expires_on is 'After this day it is not to be sent.';
comment on column lists.holdout_share is 'Share of members drawn as holdout, 0 to 1.';
comment on column lists.count_treated is 'Members to contact.';
comment on column lists.count_control is 'Members held out.';
comment on column lists.cost is 'What contacting them costs.';
comment on column lists.expected_responses is 'Sum of the propensities of those to contact.';
comment on column lists.expected_value is 'What their answers are worth, less the cost.';
comment on column lists.seed is 'Of every draw.';
comment on column lists.plan is 'The plan, checked, defaults and all, as JSON.';
comment on column lists.plan_text is 'The plan as it was written.';
comment on column lists.data is 'Counts and hash of the data it was made of, as JSON.';
comment on column lists.constants is 'Constants of the scores it was made with, as JSON.';
comment on column lists.chosen_by is
'By what members were taken: value, added, random or number; NULL for lists of earlier versions.';
comment on column lists.expected_low is
'One campaign in ten brings fewer answers, by how past ones strayed from what was foreseen; NULL on older lists.';
comment on column lists.expected_high is
'One campaign in ten brings more answers, by how past ones strayed from what was foreseen; NULL on older lists.';
comment on column lists.wave is 'Which wave of its series, from 1; NULL where the plan has no waves.';

comment on view list_members is 'One row per list and member on it: what each gets, or that they are held out.';
comment on column list_members.list_id is 'Which list.';
comment on column list_members.member_id is 'Which member.';
comment on column list_members.cell is 'The audience group that took them; empty where the plan has none.';
comment on column list_members.channel is 'The channel of their offer.';
comment on column list_members.gift is 'The gift of their offer.';
comment on column list_members.send_at is
'When to send it, on the member''s own clock; NULL where the plan has no starts_on.';
comment on column list_members.treatment_code is 'The code that their answer brings back.';
comment on column list_members.code is
'The code of their own that they were given; empty where the plan has none, and of those held out.';
comment on column list_members.rank is 'Their place on the list, the best first.';
comment on column list_members.propensity is 'How likely they answer, 0 to 1.';
comment on column list_members.expected_value is
'Propensity times value per response, less the cost; of lists by what is added, that times value instead.';
comment on column list_members.is_control is 'Held out, to compare with; never written into the send list.';
comment on column list_members.selection_probability is
'Chance of the draws that put them on the list or held them out; 1 of those contacted by choice: see joint_chance.';
comment on column list_members.product is 'The product of their offer.';
comment on column list_members.timing is 'The timing of their offer.';
comment on column list_members.unasked is
'How likely they do it without a contact, by past holdouts, 0 to 1; NULL where these tell too little.';
comment on column list_members.added is 'How much likelier a contact makes it; below 0 where it keeps them from it.';
comment on column list_members.joint_chance is
'Chance of member, offer and arm together as they are, by the plan''s draws; NULL on lists made before it was kept.';

comment on view list_treatments is 'One row per list, offer and cell: what a list sends, with the code of each.';
comment on column list_treatments.list_id is 'Which list.';
comment on column list_treatments.treatment_code is 'The code that answers to it bring back.';
comment on column list_treatments.cell is 'The audience group; empty where the plan has none.';
comment on column list_treatments.channel is 'The channel of the offer.';
comment on column list_treatments.product is 'The product of the offer.';
comment on column list_treatments.timing is 'The timing of the offer.';
comment on column list_treatments.gift is 'The gift of the offer.';
comment on column list_treatments.unit_cost is 'What one contact costs.';
comment on column list_treatments.value_per_response is 'What one answer is worth.';
comment on column list_treatments.contacts is 'Members to contact with it.';
comment on column list_treatments.controls is 'Members held out from it.';
comment on column list_treatments.response_cost is 'What each answer costs: the gift.';

comment on view list_funnel is
'One row per list and rule: how many members each rule took out, in the order of the rules.';
comment on column list_funnel.list_id is 'Which list.';
comment on column list_funnel.step is 'Place of the rule in the order.';
comment on column list_funnel.rule is 'The rule, in words.';
comment on column list_funnel.excluded is 'Members it took out of those left by the rules before it.';
comment on column list_funnel.excluded_alone is 'Members it would have taken out on its own.';
comment on column list_funnel.remaining is 'Members left after it.';

comment on view list_limits is
'One row per limit or minimum of a list that prices chose: what was used of it, and what one more would have brought.';
comment on column list_limits.list_id is 'Which list.';
comment on column list_limits."limit" is 'The limit, as the plan names it.';
comment on column list_limits.kind is 'size, budget, offer, channel, gift, or minimum of a group.';
comment on column list_limits.used is 'Contacts, or money, that the list takes of it.';
comment on column list_limits.available is 'How much there was; of a minimum, how many were asked.';
comment on column list_limits.price is 'What one more of it would have brought, in money after cost.';
comment on column list_limits.means is 'The same, in words.';

comment on view list_exclusions is 'One row per list and member not on it: the first rule that took the member out.';
comment on column list_exclusions.list_id is 'Which list.';
comment on column list_exclusions.member_id is 'Which member.';
comment on column list_exclusions.rule is 'The rule, in words.';

comment on view planned_contacts is
'One row per contact to come: of lists approved or exported, until contacts of the member and campaign are loaded.';
comment on column planned_contacts.list_id is 'By which list.';
comment on column planned_contacts.member_id is 'Who will be contacted.';
comment on column planned_contacts.campaign_id is 'For which campaign.';
comment on column planned_contacts.contacted_at is 'When: the time to send, else the first day of the campaign.';
comment on column planned_contacts.channel is 'The channel of the offer.';
comment on column planned_contacts.product is 'The product of the offer.';
comment on column planned_contacts.timing is 'The timing of the offer.';
comment on column planned_contacts.gift is 'The gift of the offer.';
comment on column planned_contacts.cell is 'The audience group; empty where the plan has none.';
comment on column planned_contacts.treatment_code is 'The code that the answer will bring back.';

comment on view universal_control is
'One row per period and member kept from all its campaigns: the universal control, to measure them together.';
comment on column universal_control.period is 'The month, quarter or year in which it stood.';
comment on column universal_control.member_id is 'Who was kept out.';
comment on column universal_control.share is 'Share of all members that was drawn, 0 to 1.';

comment on table runs is 'One row per step that was run: loads, scorings, lists, exports, the audit trail.';
comment on column runs.run_id is 'Counts up.';
comment on column runs.step is 'What was done.';
comment on column runs.subject is 'With what: a file, a list, a campaign.';
comment on column runs.started_at is 'When, in UTC.';
comment on column runs.seconds is 'How long it took.';
comment on column runs.rows_out is 'Rows it kept, listed or wrote.';
comment on column runs.detail is 'What came of it, in words.';
comment on column runs.tool_version is 'Version of this tool.';
comment on column runs.inputs is 'Digest of what a step of a job was made of; missing for steps started by hand.';
comment on column runs.done_by is 'Who ran it, by the name they had on the machine; missing before version 18.';
comment on column runs.host is 'The machine.';
comment on column runs.engine_version is 'Version of the database.';
comment on column runs.command is
'The command line, or python; without what names people, where the command is about people.';
comment on column runs.files is 'Files that were read or written, as JSON: name, size and digest of each.';
comment on column runs.digest is 'SHA-256 of the entry and of the digest before it; verify proves them whole.';

comment on table loads is 'One row per file taken in: rows_read = kept + duplicate + updated + rejected.';
comment on column loads.load_id is 'Counts up.';
comment on column loads.kind is 'members, campaigns, contacts, responses, usage or optouts.';
comment on column loads.file is 'Its path, as it was given.';
comment on column loads.bytes is 'Its size.';
comment on column loads.content_hash is 'SHA-256 of what it holds: the same file twice changes nothing.';
comment on column loads.read_as is 'How it was read: names of columns, encoding, order of dates, as JSON.';
comment on column loads.rows_read is 'Rows it has.';
comment on column loads.kept is 'Rows that were new.';
comment on column loads.duplicate is 'Rows that were known already.';
comment on column loads.updated is 'Rows that changed what was known.';
comment on column loads.rejected is 'Rows that were refused; see rejects.';
comment on column loads.taken_out is 'Contacts that the file took the place of.';
comment on column loads.optouts is 'Rows that tell of opt-outs, in a file of their own or as replies.';
comment on column loads.changed is 'What cleaning changed, in words.';
comment on column loads.seconds is 'How long it took.';
comment on column loads.loaded_at is 'When, in UTC.';
comment on column loads.loaded_by is 'User of the system who did it.';
comment on column loads.undone_at is 'When it was taken back, in UTC; empty: it holds.';
comment on column loads.undone_by is 'User of the system who took it back.';

comment on table rejects is 'One row per row of a file that was refused: its line and the reason.';
comment on column rejects.load_id is 'Which load; see loads.';
comment on column rejects.line is 'Line of the file.';
comment on column rejects."column" is 'The column at fault.';
comment on column rejects.value is 'What stood there.';
comment on column rejects.reason is 'Why it was refused.';

comment on view member_value is
'One row per member with a place on the staircase: what they are worth and where they are going, as of the month kept.';
comment on column member_value.member_id is 'Whose.';
comment on column member_value.as_of is 'The last day of the month that ''attitude value --keep'' looked at.';
comment on column member_value.value_tier is
'Tier by revenue, as [value] of the settings names them; none: no revenue in the window; gone: none for gone_months.';
comment on column member_value.loyalty_band is
'high, middle, low or unknown, by responsiveness and tenure; empty: gone.';
comment on column member_value.tier_before is
'The tier of the month with revenue before; empty: they had no place then.';
comment on column member_value.moved is
'Since then: up, down, stayed, new, gone, or back from gone; empty: no month before is known.';
comment on column member_value.months_since_revenue is 'Months since the latest with revenue; empty: there was none.';
comment on column member_value.lifecycle is
'new, active, growing, lapsing, gone or won back, by [value.lifecycle] of the settings; empty: never any revenue.';
comment on column member_value.lifetime_value is
'What a member on their step earns in this month and those to come, after contacts and gifts; empty: nobody moved.';
comment on column member_value.p_gone is
'The chance that the gone_within months to come bring no revenue; empty: too little is known.';
comment on column member_value.margin is 'Earned of their revenue, a month of the window.';
comment on column member_value.contact_cost is 'What their contacts and gifts cost, a month of the window.';
comment on column member_value.recency is 'From 1 to 5, by fifths of members: 5 had revenue most lately.';
comment on column member_value.frequency is 'The same by how many of the last twelve months had revenue.';
comment on column member_value.monetary is 'The same by revenue of the window.';
comment on column member_value.rfm is 'The three in one: 555 is best.';
comment on column member_value.need_spread is
'The share of their revenue that would have to go to other products to be spread as everybody''s: 0 to 1.';
comment on column member_value.treatment is
'By revenue (from the mean of those with any on) and need_spread (above its median): mass, niche, loyalty, one-to-one.';

comment on view member_value_history is
'One row per member and month with a place on the staircase then: where they stood, as it was kept.';
comment on column member_value_history.member_id is 'Whose.';
comment on column member_value_history.month is 'The month, as its first day.';
comment on column member_value_history.value_tier is 'Their tier then.';
comment on column member_value_history.loyalty_band is 'Their band of loyalty then.';

-- targeting/wave_lists: the lists of a series: of each wave the newest that was handed over, else the newest at all.
-- asks: campaign
-- reads: store.lists
-- gives: one row per wave with a list, the first before the others: wave, list_id, status, seed
select coalesce(wave, 1) as wave, list_id, status, seed,
from store.lists
where campaign_id = getvariable('campaign')
qualify row_number() over (partition by coalesce(wave, 1) order by status = 'exported' desc, newest desc) = 1
order by wave;

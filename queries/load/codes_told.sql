-- load/codes_told: what is to be known of the codes of members' own that a load of responses brought.
-- asks: load_id
-- reads: store.responses, store.own_codes, store.list_codes
-- gives: one row: responses with a code; those who brought another member's; with a wrong check digit, and the first of
--   them; that nobody was given, and the first of them
with brought as (
    select r.member_key, r.code, code_form(r.code) as form,
    from store.responses as r
    where r.load_id = getvariable('load_id')::integer and r.code is not null
),

made as (
    select count(*) > 0 as is_any
    from store.list_codes
    where source is null
),

judged as (
    select
        b.code, o.member_key <> b.member_key as is_others,
        o.form is null and m.is_any and length(b.form) = 8 and not has_true_check(b.form) as is_wrong,
        o.form is null as is_unknown,
    from brought as b
    cross join made as m
    left join store.own_codes as o on b.form = o.form
)

select
    count(*) as codes,
    count(*) filter (where is_others) as of_others,
    count(*) filter (where is_wrong) as wrong,
    min(code) filter (where is_wrong) as first_wrong,
    count(*) filter (where is_unknown and not is_wrong) as unknown,
    min(code) filter (where is_unknown and not is_wrong) as first_unknown,
from judged;

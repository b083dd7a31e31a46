-- why/draws: what a member draws, uniform in [0, 1) by hashes: for the holdout, the universal control and each
--   group; the same hashes as targeting/candidates, targeting/rule_control and targeting/in_group.
-- asks: member_key, seed, campaign; draw, the name of the holdout (NULL: the campaign)
-- reads: store.persons, draw_ids, cells, group_draws, controls
-- gives: one row per draw: kind ('holdout', 'control', 'group'), name, draw, is_drawn (of a group whose words are
--   true)
with person as (
    select
        p.member_id,
        coalesce(s.draw_id, p.member_id) as draw_id,
        getvariable('seed')::varchar || '/' || getvariable('campaign') || '/' as draw_key,
    from store.persons as p
    left join draw_ids as s on p.member_key = s.member_key
    where p.member_key = getvariable('member_key')
),

number as (
    select
        1 as line, 'holdout' as kind, null as name,
        md5_number_lower(
            getvariable('seed')::varchar || '/'
            || coalesce(getvariable('draw'), getvariable('campaign')) || '/' || draw_id
        ) as number,
        null as is_drawn,
    from person
    union all
    select
        2 as line, 'control' as kind, u.period || '/' || u.seed::varchar as name,
        md5_number_lower('universal/' || u.seed::varchar || '/' || u.period || '/' || p.draw_id) as number,
        null as is_drawn,
    from person as p
    cross join controls as u
    union all
    select
        2 + c.cell as line, 'group' as kind, c.name,
        md5_number_lower(p.draw_key || c.name || '/' || p.member_id) as number,
        d.is_drawn,
    from person as p
    cross join cells as c
    left join group_draws as d on c.cell = d.cell and d.member_key = getvariable('member_key')
)

select kind, name, number / 18446744073709551616.0 as draw, is_drawn,
from number
order by line, name;

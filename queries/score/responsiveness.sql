-- score/responsiveness: one number per member: observed over expected responses, shrunk to what look-alikes do.
--   own = (alpha + R) / (alpha + A E), ratio = A own, with A the look-alike ratio.
-- asks: alpha (1): expected responses at which a member's own record weighs half
-- reads: member_sums, known_members, lookalike
-- writes: store.responsiveness, one row per member known on the scoring day or contacted by then
-- source: Gamma-Poisson shrinkage of observed over expected: DuMouchel, The American Statistician 53 (1999)
delete from store.responsiveness;

insert into store.responsiveness
with asked as (
    select coalesce(getvariable('alpha'), 1)::double as alpha
),

everyone as (
    select member_key from known_members
    union
    select member_key from member_sums
),

joined as (
    select
        member_key,
        coalesce(a.ratio, 1) as lookalike,
        a.member_key is not null as has_lookalike,
        coalesce(s.answered, 0) as answered,
        coalesce(s.expected, 0) as expected,
    from everyone
    left join lookalike as a using (member_key)
    left join member_sums as s using (member_key)
)

select
    member_key,
    round(lookalike * (alpha + answered) / (alpha + lookalike * expected), 6) as ratio,
    round(expected, 6) as evidence,
    case when expected > 0 then 'member' when has_lookalike then 'look-alike' else 'population' end as level,
    null as best_channel,
    null as best_hour,
from joined
cross join asked
order by member_key;

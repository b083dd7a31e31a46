-- tables/counts: how many rows each table that people query has, as far as that is known without making them.
-- reads: store.*, runs, loads, rejects, elements, direct_answers, code_answers, universal_control
-- gives: one row per table; attitude_history, whose rows are made when it is asked for, is not among them
select 'members' as name, count(*) as rows from store.members
union all
select 'campaigns', count(*) from store.campaigns
where is_loaded
union all
select 'contacts', count(*) from store.contacts
union all
select 'responses', count(*) from store.responses
union all
select 'direct_answers', count(*) from direct_answers
union all
select 'code_answers', count(*) from code_answers
union all
select 'returns', count(*) from store.returns
union all
select 'usage', count(*) from store.usage
union all
select
    'optouts',
    (select count(*) from store.optouts) + count(*) + (
        select count(*)
        from store.address_optouts as o
        inner join store.address_holders as h on o.kind = h.kind and o.address = h.address and not o.is_hidden
    ),
from store.returns
where outcome = 'opted-out'
union all
select 'address_optouts', count(*) from store.address_optouts
union all
select 'elements', count(*) from elements
union all
select 'attitudes', count(*) from store.element_sums
union all
select 'responsiveness', count(*) from store.responsiveness
union all
select 'fatigue', count(*) from store.responsiveness
union all
select 'fatigue_curve', count(*) from store.pressures
union all
select 'member_value', count(*) from store.member_values
union all
select 'member_value_history', coalesce(sum(len(list_filter(steps, lambda step: step is not null))), 0)::bigint
from store.member_values
union all
select 'lists', count(*) from store.lists
union all
select 'list_members', count(*) from store.list_members
union all
select 'list_treatments', count(*) from store.list_treatments
union all
select 'list_funnel', count(*) from store.list_funnel
union all
select 'list_limits', count(*) from store.list_limits
union all
select 'list_exclusions', count(*) from store.list_exclusions
union all
select 'planned_contacts', count(*) from store.planned
union all
select 'universal_control', count(*) from universal_control
union all
select 'former_members', count(*) from store.departed
union all
select 'runs', count(*) from runs
union all
select 'loads', count(*) from loads
union all
select 'rejects', count(*) from rejects
order by name;

-- verify/known_words: words that no step of the tool writes: actions of opt-outs, outcomes of reports, states of lists.
-- reads: store.optouts, store.address_optouts, store.returns, store.lists, loads
-- gives: one row per table and word
select 'store.optouts action ' || action as what, count(*) || ' rows, where out or in is to be' as problem,
from store.optouts
where action not in ('out', 'in')
group by action
union all
select
    'store.address_optouts ' || concat_ws(' ', kind, action) as what,
    count(*) || ' rows, where phone or email and out or in are to be' as problem,
from store.address_optouts
where kind not in ('phone', 'email') or action not in ('out', 'in')
group by kind, action
union all
select
    'store.returns outcome ' || outcome as what,
    count(*) || ' rows, where delivered, failed, opted-out or noted is to be' as problem,
from store.returns
where outcome not in ('delivered', 'failed', 'opted-out', 'noted')
group by outcome
union all
select
    'store.lists status ' || status as what,
    count(*) || ' lists, where draft, approved, exported or recalled is to be' as problem,
from store.lists
where status not in ('draft', 'approved', 'exported', 'recalled')
group by status
union all
select 'loads kind ' || kind as what, count(*) || ' files of no known kind' as problem,
from loads
where kind not in ('members', 'campaigns', 'contacts', 'responses', 'usage', 'optouts')
group by kind;

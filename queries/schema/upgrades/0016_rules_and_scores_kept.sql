-- schema/upgrades/0016_rules_and_scores_kept: scores are kept, and quick to ask for.
-- reads: store.meta
-- writes: store.responsiveness, empty: it is filled once the views that it is made of are there, see attitude.upgrade

-- how readily each member answers, kept as the last scoring made it
drop view store.responsiveness;

create table store.responsiveness (
    member_key integer not null,
    lookalike double not null,
    answered double not null,
    expected double not null,
    contacts integer not null,
    responses integer not null,
    ratio double not null,
    evidence double not null,
    level varchar not null
);

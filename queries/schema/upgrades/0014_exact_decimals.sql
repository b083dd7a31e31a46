-- schema/upgrades/0014_exact_decimals: chances and money of lists are exact decimals; ids, codes and ranks stay
-- writes: store.lists, store.list_members, store.list_choices, store.list_limits, store.list_tolls
alter table store.lists alter column expected_responses type decimal(18, 9);

alter table store.lists alter column expected_value type decimal(18, 6);

alter table store.list_members alter column propensity type decimal(18, 9);

alter table store.list_members alter column expected_value type decimal(18, 6);

alter table store.list_members alter column selection_probability type decimal(18, 12);

alter table store.list_choices alter column value type decimal(18, 6);

alter table store.list_choices alter column bound type decimal(18, 6);

alter table store.list_choices alter column beside type decimal(18, 6);

alter table store.list_limits alter column used type decimal(18, 6);

alter table store.list_limits alter column available type decimal(18, 6);

alter table store.list_limits alter column price type decimal(18, 9);

alter table store.list_tolls alter column toll type decimal(18, 9);

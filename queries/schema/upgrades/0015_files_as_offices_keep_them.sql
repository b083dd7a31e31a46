-- schema/upgrades/0015_files_as_offices_keep_them: attributes whose amounts have a decimal comma are numbers
-- writes: store.attribute_types
-- amounts: what was taken for a number stays one; texts are looked at when their attribute is next loaded
alter table store.attribute_types add column is_point boolean;

alter table store.attribute_types add column is_comma boolean;

update store.attribute_types
set is_point = true, is_comma = is_integer
where is_number or is_integer;

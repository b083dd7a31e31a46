-- schema/own_dimensions: keeps the dimensions that the settings name beside channel, product, timing and gift.
-- asks: own_dimensions
-- writes: store.own_dimensions, one row per dimension
delete from store.own_dimensions;

insert into store.own_dimensions
select unnest(list_sort(getvariable('own_dimensions')::varchar[])) as dimension;

-- value/no_values: makes room for what is kept of members' value.
-- writes: store.member_values, store.gone_fifths, store.gone_weights, no rows
delete from store.member_values;

delete from store.gone_fifths;

delete from store.gone_weights;

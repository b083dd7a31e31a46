-- added/forget_untrusted: habits that nothing trusts are not looked at any further.
-- reads: store.arm_values
-- writes: habit_kinds and habit_edges, without them
delete from habit_kinds
where habit not in (select v.attribute from store.arm_values as v);

delete from habit_edges
where habit not in (select v.attribute from store.arm_values as v);

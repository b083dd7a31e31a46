-- load/tally_members: how many members of a file are new, and how many differ from what is known.
-- reads: arriving_members, updated_members
-- writes: temp tally_members, one row
create or replace temp table tally_members as
select
    (select count(*) from arriving_members where is_new) as kept,
    (select count(*) from updated_members) as updated;

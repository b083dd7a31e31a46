-- merge/lists: places on lists stay as they were handed over; those that become the other's are written under the
--   other's name.
-- reads: moving
-- writes: store.list_members, store.list_exclusions, store.left_out, store.list_codes
update store.list_members
set member_key = x.new_key
from moving as x
where store.list_members.list_key = x.list_key and store.list_members.member_key = x.old_key;

update store.list_exclusions
set member_key = x.new_key
from moving as x
where store.list_exclusions.list_key = x.list_key and store.list_exclusions.member_key = x.old_key;

update store.left_out
set member_key = x.new_key
from moving as x
where store.left_out.list_key = x.list_key and store.left_out.member_key = x.old_key;

update store.list_codes
set member_key = x.new_key
from moving as x
where store.list_codes.list_key = x.list_key and store.list_codes.member_key = x.old_key;

drop table moving;

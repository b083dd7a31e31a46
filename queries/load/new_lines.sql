-- load/new_lines: the rows of the file that bring something new of an address.
-- reads: new_address_optouts
-- writes: temp new_lines, one row per line
create or replace temp table new_lines as
select distinct line
from new_address_optouts;

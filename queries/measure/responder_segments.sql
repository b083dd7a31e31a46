-- measure/responder_segments: the segment of each member who is measured, by an attribute of theirs.
-- reads: segments
-- writes: temp responder_segments, one row per member
create or replace temp table responder_segments as
select member_key, min(slice) as slice,
from segments
group by member_key;

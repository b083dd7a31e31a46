-- target/no_times: leaves the send times of a list empty, where its plan does not say when it begins: the day of the
--   scores, from which its rules count, is past.
-- writes: send_times
update send_times
set send_at = null;

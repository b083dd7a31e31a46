-- load/apart_lines: of the refused rows, those that are no rows of the file, and that its first row may be none.
-- asks: doubtful_reason
-- reads: apart_lines (line, why it is no row, and its text where that is told), refused
-- writes: refused
update refused
set "column" = null, value = a.text, reason = a.reason, is_left_out = true
from apart_lines as a
where refused.line = a.line;

update refused
set reason = getvariable('doubtful_reason'), is_left_out = false
where reason = 'is no id';

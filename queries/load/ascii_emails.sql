-- load/ascii_emails: puts e-mail addresses into the one form of their domain, ASCII letters, wherever they are known.
-- reads: ascii_emails (one row per address written otherwise: email, ascii), store.members
-- writes: store.members
update store.members
set email = x.ascii
from ascii_emails as x
where store.members.email = x.email;

-- load/address_texts_ascii: e-mail addresses that rows name, their domain in ASCII letters, as those of members are.
-- reads: ascii_emails (email, ascii)
-- writes: address_texts
update address_texts
set address = lower(x.ascii)
from ascii_emails as x
where address_texts.kind = 'email' and address_texts.address = x.email;

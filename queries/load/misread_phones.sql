-- load/misread_phones: phones that an earlier version took for numbers of a town, +49 4915123456781, are the mobiles
--   that were meant, as files are read now.
-- asks: country_code, mobile (a pattern) of the settings' region
-- reads: store.members, store.address_optouts, store.given_up_addresses
-- writes: store.members, store.address_optouts, store.given_up_addresses; a temporary macro
create or replace temp macro is_misread(phone) as
starts_with(phone, '+' || getvariable('country_code') || getvariable('country_code'))
and regexp_full_match(
    phone,
    '[+]' || getvariable('country_code') || getvariable('country_code') || '(?:' || getvariable('mobile') || ')'
);

update store.members
set phone = '+' || substr(phone, length(getvariable('country_code')) + 2)
where is_misread(phone);

update store.address_optouts
set address = '+' || substr(address, length(getvariable('country_code')) + 2)
where kind = 'phone' and not is_hidden and is_misread(address);

update store.given_up_addresses
set address = '+' || substr(address, length(getvariable('country_code')) + 2)
where kind = 'phone' and is_misread(address);

-- replay/capped: an empty ledger of the contacts that the caps leave out.
-- writes: temp capped, one row per contact: touch; bits: of the rules that had no room for it
create or replace temp table capped (touch bigint, bits bigint);

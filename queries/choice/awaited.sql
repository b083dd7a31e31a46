-- choice/awaited: an empty ledger of the choosers whom passes come past that do not come past everybody.
-- writes: temp awaited, one row per pass, chooser and offer: pass, its name; band, a number; gain, of the best offer
--   (NULL where nobody asks); priority, highest first, then propensity
create temp table awaited (
    pass varchar, band integer, chooser_key integer, offer integer, gain double, priority decimal(38, 15),
    propensity decimal(18, 9)
);

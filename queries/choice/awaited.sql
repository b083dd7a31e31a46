-- choice/awaited: an empty ledger of the choosers whom a walk comes past, band by band.
-- writes: temp awaited, one row per chooser and offer: band, a number; gain, of the best offer; priority, highest
--   first, then propensity
create temp table awaited (
    band integer, chooser_key integer, offer integer, gain double, priority double, propensity decimal(18, 9)
);

-- targeting/gains: what past holdouts tell of lists by what is added, beside lists by propensity.
-- reads: store.gains
-- gives: one row, or none where they tell too little: campaigns; difference, in answers added per 100 members on
--   average
--   over lists of every length, with its interval from low to high; is_clear
select campaigns, difference, low, high, is_clear,
from store.gains;

-- evaluate/chosen_then: an empty ledger of what the plan would have done with each row that was logged.
-- writes: temp chosen_then, one row per row of a list that the plan would contact: offer, of the plan; propensity
create temp table chosen_then (row_key integer, offer integer, propensity double);

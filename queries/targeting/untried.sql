-- targeting/untried: no offer was drawn for anybody on the list.
-- writes: temp untried, one row per member on the list with two or more open offers: is_tried, chance
create temp table untried (member_key integer, is_tried boolean, chance decimal(18, 9));

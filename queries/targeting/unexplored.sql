-- targeting/unexplored: nobody came onto the list by a draw.
-- writes: temp unexplored, one row per explorer: probability, joint
create temp table unexplored (member_key integer, probability double, joint double);

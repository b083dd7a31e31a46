-- target/beneath: whoever stood below the place where the list was full is out for that reason alone: not for a better
--   one at the same address, nor for an offer without room. So the account is the same whoever was looked at closely.
-- asks: ended_at, the priority at which the list was full
-- reads: options
-- writes: shut, options
delete from shut
where priority < getvariable('ended_at');

delete from options as o
using (
    select member_key,
    from options
    group by member_key
    having max(priority) < getvariable('ended_at')
) as b
where o.member_key = b.member_key;

-- audit/head: keeps apart how long the audit trail is, and the digest of its last entry.
-- reads: runs
-- writes: store.meta, the row audit_head
delete from store.meta
where key = 'audit_head';

insert into store.meta
select 'audit_head' as key, max(run_id) || ' ' || arg_max(digest, run_id) as value,
from runs
having max(digest) is not null;

-- tables/columns: the columns of every table and view of the workspace.
-- gives: one row per table and column, in order; is_private tells the tables of schema store
select
    c.schema_name = 'store' as is_private,
    case when c.schema_name = 'store' then 'store.' else '' end || c.table_name as table_name,
    c.column_name,
    c.data_type,
    c.table_oid in (select t.table_oid from duckdb_tables() as t) as is_table,
from duckdb_columns() as c
where not c.internal and c.database_name = current_database() and c.schema_name in ('main', 'store')
order by is_private, c.table_name, c.column_index;

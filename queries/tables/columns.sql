-- tables/columns: the columns of every table and view of the workspace.
-- gives: one row per table and column, in order; is_private tells the tables of schema store; place is what a question
--   writes to read it, for a user's own may be called anything; one with a dot stands in quotes
select
    c.schema_name = 'store' as is_private,
    case
        when c.schema_name = 'store' then 'store.' || c.table_name
        when contains(c.table_name, '.') then '"' || replace(c.table_name, '"', '""') || '"'
        else c.table_name
    end as table_name,
    c.schema_name || '."' || replace(c.table_name, '"', '""') || '"' as place,
    c.column_name,
    c.data_type,
    c.table_oid in (select t.table_oid from duckdb_tables() as t) as is_table,
from duckdb_columns() as c
where not c.internal and c.database_name = current_database() and c.schema_name in ('main', 'store')
order by is_private, c.table_name, c.column_index;

-- load/forget: forgets what the file before left behind.
-- writes: temp address_ids, temp alias_rows and temp ragged_json, empty again; drops the others
drop table if exists reject_errors;
drop table if exists reject_scans;
drop view if exists incoming;
drop view if exists incoming_signed;
drop view if exists incoming_meant;
drop view if exists incoming_text;
drop view if exists incoming_raw;
drop view if exists incoming_file;
drop view if exists incoming_whole;
drop view if exists typed;
drop view if exists typed_read;
drop table if exists typed_of_others;
drop view if exists left_out_rows;
drop view if exists named_ids;
drop view if exists typed_rows;
drop table if exists typed_kept;
drop table if exists kinds;
drop table if exists kind_counts;
drop table if exists refused_file;
drop table if exists member_texts;
drop table if exists treatment_texts;
drop table if exists own_texts;
drop view if exists own_written;
drop view if exists typed_ids;
drop view if exists named;

create or replace temp table address_ids (
    text varchar, kind varchar, address varchar, place bigint, member_id varchar, is_held boolean
);

create or replace temp table alias_rows (member_id varchar, phone varchar, email varchar);

create or replace temp view ragged_json as
select 0::bigint as _row, null::varchar as row_text
where false;

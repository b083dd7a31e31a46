-- load/macros: how texts of a file are read; NULL means that the text is not of that kind.
-- writes: temporary macros, for the length of a load
create or replace temp macro clean(text) as
case when upper(trim(text)) in ('', 'NULL', 'N/A', '\N', 'NAN', 'NAT') then null else trim(text) end;

create or replace temp macro as_time(text) as
coalesce(
    try_cast(text as timestamp),
    try_strptime(text, ['%Y/%m/%d', '%Y/%m/%d %H:%M', '%Y/%m/%d %H:%M:%S', '%Y%m%d'])
);

create or replace temp macro as_flag(text) as
case
    when lower(text) in ('1', 'true', 't', 'yes', 'y', '是') then true
    when lower(text) in ('0', 'false', 'f', 'no', 'n', '否') then false
end;

create or replace temp macro as_amount(text) as try_cast(replace(text, ',', '') as decimal(18, 6));

-- the check of one column: what is wrong with it, or NULL; a missing value is fine
create or replace temp macro fault(name, text, value, what) as
case when text is not null and value is null then [name, text, 'is not ' || what] end;

create or replace temp macro required(name, value) as
case when value is null then [name, null, 'is missing'] end;

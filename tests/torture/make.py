"""Writes the files of this folder anew: ``python tests/torture/make.py``. What each must give is in test_torture.py."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import xlsxwriter
import zstandard

FOLDER = Path(__file__).parent
MADE = datetime(2026, 1, 1)
CHINESE = "会员编号,姓名,城市\n007,张伟,北京\n008,王芳,上海\n009,欧阳娜娜,乌鲁木齐\n010,𠮷野家,香港\n"
CITIES = "member_id,城市\n007,北京\n"
QUOTED = 'member_id,note\n1,"a\nb"\n2,"c\r\nd, ""e"""\n3,f\n'
NOISE = "member_id,a\n" + "".join(f"{i},{i * 7919 % 1000003}\n" for i in range(400))
ZEROS = "member_id,zip\n" + "1,10115\n2,20095\n3,80331\n" * 10_000 + "4,01067\n0005,99999\n"

TEXTS: dict[str, str] = {
    # columns apart, line ends, quotes
    "comma.csv": 'member_id,"city, land"\n007,"Paris, France"\n',
    "tab.tsv": "member_id\tcity\n007\tParis, France\n",
    "semicolon.csv": "member_id;city;spend\n007;Paris, France;12,50\n",
    "pipe.txt": "member_id|city\n007|Paris, France; Oslo\n",
    "crlf.csv": "member_id,city\r\n007,Paris\r\n008,Oslo\r\n",
    "cr.csv": "member_id,city\r007,Paris\r008,Oslo\r",
    "mixed_line_ends.csv": "member_id,city\r\n007,Paris\n008,Oslo\r\n009,Rome\n",
    "no_last_line_end.csv": "member_id,city\n007,Paris",
    "blank_lines.csv": "member_id,city\n\n007,Paris\n\n\n008,Oslo\n\n",
    "quoted_newlines.csv": QUOTED,
    "open_quote.csv": 'member_id,city\n1,Paris\n2,"Oslo\n3,Rome\n',
    "open_quote_crlf.csv": 'member_id,city\r\n1,"Pa\r\nris"\r\n2,"Oslo\r\n3,Rome\r\n',
    "quote_inside.csv": 'member_id,size\n1,12" screen\n2,plain\n',
    "trailing_commas.csv": "member_id,city,,\n007,Paris,,\n008,Oslo,,\n",
    # rows and headers that are off
    "too_many_columns.csv": "member_id,city\n1,Paris\n2,Oslo,x\n3,Rome\n",
    "too_few_columns.csv": "member_id,city,age\n1,Paris,30\n2\n3,Rome,40\n",
    "ragged_quoted.csv": 'member_id,note\n1,"a\nb"\n2,"c\nd",x\n\n3\n4,"e\n',
    "no_bytes.csv": "",
    "one_byte.csv": "x",
    "one_line_end.csv": "\n",
    "header_only.csv": "member_id,city\n",
    "header_only_bare.csv": "member_id,city",
    "same_header_twice.csv": "member_id,city,city\n1,Paris,Oslo\n",
    "same_header_spelled.csv": "member_id,Member-ID\n1,2\n",
    "same_header_cased.csv": "member_id,City,city\n1,Paris,Oslo\n",
    "nul.csv": "member_id,city\n0\x0007,Pa\x00ris\n",
    # what values say
    "days_iso.csv": "member_id,joined_on\n1,2009-01-22\n2,2009-01-22 13:45:00\n3,2009-01-22T13:45:00Z\n4,2009-02-30\n",
    "days_slash.csv": "member_id,joined_on\n1,2009/1/22\n2,2009/12/3\n",
    "days_digits.csv": "member_id,joined_on\n1,20090122\n2,20091203\n",
    "days_points.csv": "member_id,joined_on\n1,22.01.2009\n2,3.12.2009\n",
    "days_epoch.csv": "member_id,campaign_id,contacted_at\n1,c,1232631900\n2,c,1232631900000\n3,c,1232631900.5\n",
    "days_open.csv": "member_id,joined_on\n1,03/04/2009\n2,05/06/2009\n",
    "days_both_ways.csv": "member_id,joined_on\n1,22/01/2009\n2,01/22/2009\n",
    "days_plain.csv": "member_id,joined_on\n1,03/04/2009\n2,22/01/2009\n",
    "flags.csv": "member_id,campaign_id,is_control,responded,delivered\n"
    "1,c,Y,N,是\n2,c,0,1,否\n3,c,false,true,yes\n4,c,n,TRUE,\n5,c,否,,f\n",
    "flags_wrong.csv": "member_id,campaign_id,responded\n1,c,1\n2,c,2\n3,c,maybe\n",
    "money_point.csv": "member_id;month;product;revenue\n"
    "1;2026-01;p;1,234.50\n2;2026-01;p;$1,234.50\n3;2026-01;p;1,250\n4;2026-01;p;-12.5\n5;2026-01;p;USD 99\n"
    "6;2026-01;p;1'234.50 US$\n7;2026-01;p;$1,234,567.891\n8;2026-01;p;(12.50)\n9;2026-01;p;12.50-\n10;2026-01;p;-\n",
    "money_comma.csv": "member_id;month;product;revenue\n"
    "1;2026-01;p;1.234,50\n2;2026-01;p;1 234,50 €\n3;2026-01;p;1234,5\n4;2026-01;p;1\u202f234,50\n5;2026-01;p;1.250\n"
    "6;2026-01;p;EUR 0,045\n7;2026-01;p;\u221212,5\n",
    "money_open.csv": "member_id;month;product;revenue\n1;2026-01;p;2.001\n2;2026-01;p;7\n",
    "money_both_ways.csv": "member_id;month;product;revenue\n1;2026-01;p;12.50\n2;2026-01;p;51,90\n",
    "money_several.csv": "member_id;month;product;revenue\n1;2026-01;p;€ 5\n2;2026-01;p;5 CHF\n",
    "money_wrong.csv": "member_id;month;product;revenue\n1;2026-01;p;12 apples\n2;2026-01;p;1,2,3\n3;2026-01;p;7\n",
    "months.csv": "member_id,month,product,revenue\n"
    "1,2026-01,p,1\n2,2026/1,p,1\n3,202601,p,1\n4,2026-01-31,p,1\n5,13,p,1\n",
    "missing_words.csv": "member_id,phone,note\n"
    "1,,\n2,NULL,null\n3,N/A,n/a\n4,\\N,#N/A\n5,nan,NaN\nNULL,1,x\n6,none,Null\n",
    "missing_quoted.csv": 'member_id,note\n1,""\n2," "\n3,""""""\n',
    "blanks.csv": "member_id , City \n\t 007 ,\u00a0Paris\u3000\n007,Paris\n\ufeff008\t, New  York \n",
    "letters_apart.csv": "member_id,ville\nzoe\u0301,Orle\u0301ans\nzo\u00e9,Orl\u00e9ans\n",
    "ids_odd.csv": "member_id,n\n007,1\n7,2\n7.0,3\n1e3,4\n-7,5\n💛,6\n00000000000000000000000000000000000000012,7\n",
    "one_column.csv": "member_id\n007\n\n008\n \nNULL\n\n009\n\n",
    "blank_then_quote.csv": 'member_id,note,age\n1, "a\nb",30\n2,"c" ,40\n3,d\n',
    "lone_cr.csv": "member_id,city\n007,Pa\rris\n008,Oslo\n",
    "repeats.csv": "member_id,city\n1,Paris\n1,Oslo\n2,Rome\n1,Oslo\n",
    "sql_name.csv": 'member_id,"a""b","c\'); drop table runs; --"\n1,x,y\n',
    "optouts.csv": "member_id,channel,opted_out_on,action\n"
    "1,SMS,2026/1/2,OUT\n2,,20260102,\n3,email,02.01.2026,in\n,Voice,,Opt-Out\n",
    "optouts_unknown.csv": "member_id,channel,opted_out_on,action\n1,SMS,,\n2,x,,\n3,X,,\n",
    "reports.csv": "member_id,treatment_code,responded_at,kind\n"
    "1,K,2026-01-02,failed\n2,K,2026-01-02,退订\n3,K,2026-01-02,order\n"
    "1,K,2026-01-02,bounce\n",
    "campaigns.csv": "Campaign ID,starts on,ENDS-ON,response days,unitcost\n"
    "c,2026-01-02,03.01.2026,14,$0.05\nd,,,14.5,\n",
    # JSON
    "array.json": '[{"member_id": "007", "城市": "北京"}, '
    '{"member_id": 8, "vip": true, "n": 12345678901234567890}, {"member_id": null}]',
    "pretty.json": '[\n  {\n    "member_id": "007",\n    "tags": ["a", "b"],\n    "home": {"city": "Oslo"}\n  }\n]\n',
    "object.json": '{"member_id": "007", "city": "Oslo"}\n',
    "cut.json": '[{"member_id": "007"}, {"member_id": "00',
    "numbers.json": "[1, 2, 3]\n",
    "lines.json": '{"member_id": "007"}\n{"member_id": "008"}\n',
    "bom.json": '\ufeff[{"member_id": "007"}]\n',
    "empty_array.json": "[]\n",
    "keys_cased.jsonl": '{"member_id": "1", "City": "Paris"}\n{"member_id": "2", "city": "Oslo"}\n',
    "broken.jsonl": '{"member_id": "1", "a": "x"}\n{"member_id": "2", "a": \n\n{"member_id": "3", "a": null}\n[4]\n',
    "escapes.jsonl": '{"member_id": "007", "note": "a\\n\\"b\\" \\u00e9\\ud83d\\udc9b"}\n',
    # names and content that do not agree
    "text.parquet": "member_id,city\n1,Paris\n",
    "text.xlsx": "member_id,city\n1,Paris\n",
    "text.csv.gz": "member_id,city\n1,Paris\n",
}  # fmt: skip

BYTES: dict[str, bytes] = {
    "utf8.csv": CITIES.encode(),
    "utf8_bom.csv": CITIES.encode("utf-8-sig"),
    "utf8_bom_quoted.csv": '"member_id","城市"\n"007","北京"\n'.encode("utf-8-sig"),
    "utf8_cut.csv": CITIES.encode() + "008,上".encode()[:-1] + b"\n",
    "utf16le.csv": CITIES.encode("utf-16"),
    "utf16be_bare.csv": (CITIES + "008,x\n" * 9).encode("utf-16-be"),
    "utf16le_cut.csv": CITIES.encode("utf-16")[:-1],
    "gb18030.csv": CHINESE.encode("gb18030"),
    "gbk_short.csv": CITIES.encode("gbk"),
    "latin1.csv": "member_id,ciudad,note\n1,Málaga,señor\n2,Köln,naïve\n3,São Paulo,Ångström\n".encode("latin-1"),
    "cp1252.csv": "member_id;price\n1;5 €\n2;“quoted” – so\n".encode("cp1252"),
    "late_zeros.csv.gz": gzip.compress(ZEROS.encode(), mtime=0),
    "cut.csv.gz": gzip.compress(NOISE.encode(), mtime=0)[:-600],
    "nothing.csv.gz": gzip.compress(b"", mtime=0),
    "two_parts.csv.gz": gzip.compress(b"member_id,city\n1,Paris\n", mtime=0) + gzip.compress(b"2,Oslo\n", mtime=0),
    "gbk.csv.gz": gzip.compress(CHINESE.encode("gb18030"), mtime=0),
    "plain.csv.zst": zstandard.compress(CITIES.encode()),
    "utf16.csv.zst": zstandard.compress(CITIES.encode("utf-16")),
    "lines.jsonl.zst": zstandard.compress(b'{"member_id": "007"}\n'),
    "two_frames.csv.zst": zstandard.compress(b"member_id,city\n1,Paris\n") + zstandard.compress(b"2,Oslo\n"),
    "two_frames_gbk.csv.zst": zstandard.compress(CITIES.encode("gbk")) + zstandard.compress("8,上海\n".encode("gbk")),
    "cut.csv.zst": zstandard.compress(NOISE.encode())[:-600],
    "damaged.csv.zst": zstandard.compress(NOISE.encode())[:12] + b"!" * 99,
    "damaged.csv.gz": gzip.compress(NOISE.encode(), mtime=0)[:10] + b"!" * 99,
}


def parquets() -> None:
    """Columns within columns, and types of their own."""
    pl.DataFrame(
        {"member_id": ["007", "008"], "tags": [["a", "b"], None], "home": [{"city": "Oslo", "zip": "0150"}, None]}
    ).write_parquet(FOLDER / "nested.parquet")
    pl.DataFrame(
        {
            "member_id": [7, 8],
            "joined_on": [date(2009, 1, 22), None],
            "vip": [True, None],
            "spend": [Decimal("12.50"), None],
            "seen": [datetime(2009, 1, 22, 13, 45, tzinfo=UTC), None],
            "tier": pl.Series(["gold", None], dtype=pl.Categorical),
        }
    ).write_parquet(FOLDER / "typed.parquet")
    pl.DataFrame(schema={"member_id": pl.String}).write_parquet(FOLDER / "no_rows.parquet")
    whole = (FOLDER / "nested.parquet").read_bytes()
    (FOLDER / "cut.parquet").write_bytes(whole[: len(whole) // 2])


def book(name: str) -> xlsxwriter.Workbook:
    """Begin a spreadsheet that says no time of making."""
    made = xlsxwriter.Workbook(FOLDER / name)
    made.set_properties({"created": MADE})
    return made


def spreadsheets() -> None:
    """Merged cells, dates that are numbers, sheets by name, cells without a value."""
    with book("merged.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["member_id", "tier", "city"])
        sheet.write_column(1, 0, ["007", "008", "009"])
        sheet.merge_range(1, 1, 2, 1, "gold")
        sheet.write_column(1, 2, ["Paris", "", "Oslo"])
    with book("days.xlsx") as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["member_id", "joined_on", "seen_at", "share"])
        sheet.write_row(1, 0, [460001234567890, 39835])
        sheet.write_datetime(2, 1, datetime(2009, 1, 22), made.add_format({"num_format": "d/m/yy"}))
        sheet.write_datetime(2, 2, datetime(2009, 1, 22, 13, 45), made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_row(3, 0, ["009", "2009-01-22"])
        sheet.write_row(2, 0, [1.5])
        sheet.write_column(1, 3, [0.5, 1, 1e-9])
    with book("sheets.xlsx") as made:
        made.add_worksheet("cover").write(0, 0, "hello")
        sheet = made.add_worksheet("客户")
        sheet.write_row(0, 0, ["member_id", "ok", "sum", "wrong"])
        sheet.write_row(1, 0, ["007", True])
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
        made.add_worksheet("empty")


def main() -> None:
    """Write all files."""
    for name, text in TEXTS.items():
        (FOLDER / name).write_bytes(text.encode())
    for name, data in BYTES.items():
        (FOLDER / name).write_bytes(data)
    parquets()
    spreadsheets()


if __name__ == "__main__":
    main()

"""Files of a telecom operator's loyalty office, as such an office keeps them: none was made for a tool.

    python examples/telecom_office/make.py FOLDER

What is odd about them, and what becomes of it, is told in the README beside this file. The same seed, the same files.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import xlsxwriter

SEED, MEMBERS = 7, 800
BRANDS = ("全球通", "动感地带", "神州行")
CAMPAIGNS = (
    ("2026-05-彩铃", "五月彩铃", "彩铃", "短信", "话费券", date(2026, 5, 11), "¥0.05"),
    ("2026-06-流量", "夏日流量包", "流量", "短信", "流量", date(2026, 6, 8), "¥0.05"),
    ("2026-07-外呼", "家庭套餐外呼", "家庭套餐", "外呼", "话费券", date(2026, 7, 6), "¥1.20"),
    ("2026-08-音乐", "音乐会员", "音乐", "短信", "会员月卡", date(2026, 8, 10), "¥0.05"),
    ("2026-09-邮件", "电子账单邮件", "电子账单", "邮件", "流量", date(2026, 9, 7), "¥0.01"),
    ("2026-10-流量", "秋季流量包", "流量", "短信", "话费券", date(2026, 10, 12), "¥0.05"),
)
STAND_IN = "13800000000"  # what the counter types where somebody gives no number


class Office:
    """The members, and who likes what."""

    def __init__(self, seed: int, members: int) -> None:
        self.draw = random.Random(seed)
        self.ids = [f"{n:06d}" for n in range(123, 123 + members)]  # leading zeros
        self.phones = {i: f"1{38 + n % 3}{10_000_019 + n * 7919 % 80_000_000:08d}" for n, i in enumerate(self.ids)}
        for i in self.ids[::20]:
            self.phones[i] = STAND_IN
        self.likes = {i: self.draw.random() for i in self.ids}

    def answers(self, member: str, campaign: int) -> bool:
        """Draw whether a member answers a campaign: some nearly always, most seldom."""
        return self.draw.random() < 0.03 + 0.35 * self.likes[member] ** 3 * (1.5 if campaign % 2 else 1)


def write_members(office: Office, folder: Path) -> None:
    """Write the base as the customer system exports it: titles above, a sum below, ids guarded for Excel, GB18030."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerows([["某某移动 用户资料表"], ["导出时间：2026-11-20 09:30"], []])
    rows.writerow(["会员号", "手机号", "电子邮箱", "入网日期", "品牌", "月均消费"])
    for n, i in enumerate(office.ids):
        joined = date(2012, 1, 1) + timedelta(days=n * 97 % 5000)
        email = "无" if n % 3 == 0 else f"User{n}@163.com"
        spent = f"{office.likes[i] * 2400 + 18:,.2f}"
        rows.writerow([f'="{i}"', office.phones[i], email, f"{joined:%Y年%m月%d日}", BRANDS[n % 3], spent])
    rows.writerow(["合计", len(office.ids), "", "", "", ""])
    (folder / "用户资料_202611.csv").write_bytes(text.getvalue().encode("gb18030"))


def write_campaigns(folder: Path) -> None:
    """Write the campaigns as a workbook: the first sheet is hidden, the second is meant, the third explains."""
    book = xlsxwriter.Workbook(folder / "营销活动.xlsx", {"default_date_format": "yyyy/m/d"})
    codes, sheet, words = (book.add_worksheet(name) for name in ("代码表", "活动清单", "说明"))
    codes.write_row(0, 0, ["渠道", "代码"])
    codes.write_row(1, 0, ["短信", "S"])
    codes.hide()
    sheet.activate()
    sheet.set_first_sheet()
    sheet.merge_range(0, 0, 0, 7, "2026年营销活动清单", book.add_format({"bold": True}))
    sheet.write_row(1, 0, ["活动编号", "活动名称", "产品", "渠道", "礼品", "开始日期", "响应天数", "单位成本"])
    for row, (campaign, name, product, channel, gift, starts, cost) in enumerate(CAMPAIGNS, start=2):
        sheet.write_row(row, 0, [campaign, name, product, channel, gift])
        sheet.write_number(row, 5, (starts - date(1899, 12, 30)).days)  # a day without a day's format
        sheet.write_row(row, 6, [21, cost])
    words.write_row(0, 0, ["字段", "说明"])
    words.write_row(1, 0, ["单位成本", "每次触达"])
    book.set_properties({"created": datetime(2026, 11, 1)})
    book.close()


def write_contacts(office: Office, folder: Path) -> dict[tuple[str, int], datetime]:
    """Write what was sent, by phone: half a year as UTF-16 with tabs, then a CSV; gives who was sent what and when."""
    sent: dict[tuple[str, int], datetime] = {}
    parts: dict[str, list[list[str]]] = {"发送记录_2026上半年.txt": [], "发送记录_2026下半年.csv": []}
    for n, (campaign, _, _, channel, _, starts, _) in enumerate(CAMPAIGNS):
        for i in office.ids:
            if office.draw.random() > 0.55 or office.phones[i] == STAND_IN:
                continue
            at = datetime(starts.year, starts.month, starts.day, 9) + timedelta(minutes=office.draw.randrange(600))
            sent[i, n] = at
            is_control = "是" if office.draw.random() < 0.1 else "否"
            half = "上午" if at.hour < 12 else "下午"
            told = f"{at:%Y-%m-%d} {half} {(at.hour - 1) % 12 + 1}:{at:%M}"
            number = f"+86 {office.phones[i][:3]} {office.phones[i][3:7]} {office.phones[i][7:]}"
            parts["发送记录_2026上半年.txt" if starts.month < 7 else "发送记录_2026下半年.csv"].append(
                [number, campaign, told, channel, is_control]
            )
    header = ["手机号", "活动编号", "发送时间", "渠道", "是否对照"]
    (first, early), (second, late) = parts.items()
    (folder / first).write_bytes("".join("\t".join(row) + "\n" for row in [header, *early]).encode("utf-16"))
    (folder / second).write_text("".join(",".join(row) + "\n" for row in [header, *late]), encoding="utf-8-sig")
    return sent


def _report(whose: str, channel: str, utc: datetime, minutes: int, state: str, amount: str = "") -> str:
    return f"{whose},{utc + timedelta(minutes=minutes):%Y-%m-%dT%H:%M:%SZ},{channel},{state},{amount}"


def write_reports(office: Office, folder: Path, sent: dict[tuple[str, int], datetime]) -> None:
    """Write what the gateway and the hotline report, by number and in UTC: deliveries, failures, refusals, orders."""
    rows = ["MSISDN,活动编号,回执时间,渠道,状态,金额"]
    for (member, n), at in sent.items():
        channel = CAMPAIGNS[n][3]
        row = partial(_report, f"86{office.phones[member]},{CAMPAIGNS[n][0]}", channel, at - timedelta(hours=8))
        state = "无人接听" if channel == "外呼" and office.draw.random() < 0.2 else "DELIVRD"
        rows.append(row(2, "UNDELIV" if office.draw.random() < 0.04 else state))
        if office.answers(member, n):
            rows.append(row(300, "办理", f"¥{10 + n * 5}.00"))
        elif office.draw.random() < 0.01:
            rows.append(row(30, office.draw.choice(["TD", "退订", "STOP"])))
    (folder / "网关回执_2026.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write_optouts(office: Office, folder: Path) -> dict[str, str]:
    """Write who refused, as the hotline keeps it: numbers as numbers, channels as people call them, a day that is none.

    Gives the members and the channels that they named.
    """
    told = {}
    book = xlsxwriter.Workbook(folder / "退订名单.xlsx")
    sheet = book.add_worksheet("退订")
    sheet.write_row(0, 0, ["手机号", "渠道", "退订时间"])
    words = ("短信", "ＳＭＳ", "短讯", "全部", "外呼", "短信、外呼", "所有渠道", "电话")
    people = [i for i in office.ids if office.phones[i] != STAND_IN][5::17]
    for row, i in enumerate(people, start=1):
        sheet.write_number(row, 0, int(office.phones[i]))
        told[i] = words[row % len(words)]
        sheet.write_string(row, 1, told[i])
        sheet.write_string(row, 2, "上周" if row % 9 == 0 else f"2026/10/{row % 28 + 1}")
    sheet.write_row(len(people) + 1, 0, [13999999999, "短信", "2026/10/30"])  # nobody's: a customer to come
    book.set_properties({"created": datetime(2026, 11, 1)})
    book.close()
    return told


def write_bills(office: Office, folder: Path) -> None:
    """Write the bills: months in Chinese, amounts with sign and groups."""
    rows = ["会员号,账期,产品,金额,用量"]
    for n, i in enumerate(office.ids):
        for month in (8, 9, 10):
            amount = f"{office.likes[i] * 2400 + month:,.2f}"
            rows.append(f'{i},2026年{month}月,{("流量", "语音")[n % 2]},"¥{amount}",{n % 50}')
    (folder / "账单_2026.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def write(folder: Path, seed: int = SEED, members: int = MEMBERS) -> tuple[Office, dict[str, str]]:
    """Write all six kinds of file; gives who refused what, too."""
    folder.mkdir(parents=True, exist_ok=True)
    office = Office(seed, members)
    write_members(office, folder)
    write_campaigns(folder)
    write_reports(office, folder, write_contacts(office, folder))
    write_bills(office, folder)
    return office, write_optouts(office, folder)


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "inbox"))

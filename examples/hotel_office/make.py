"""Files of a German hotel group's guest club, as such an office keeps them: none was made for a tool.

    python examples/hotel_office/make.py FOLDER

What is odd about them, and what becomes of it, is told in the README beside this file. The same seed, the same files.
"""

from __future__ import annotations

import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter

SEED, MEMBERS = 11, 700
LEVELS = ("Gold", "Silber", "Basis")
CAMPAIGNS = (
    ("FRUEHLING26", "Frühlingswochenende", "Wochenende", "E-Mail", date(2026, 3, 2), "0,012"),
    ("WELLNESS26", "Wellness zu zweit", "Wellness", "Brief", date(2026, 4, 13), "0,95"),
    ("SOMMER26", "Sommer am See", "Woche", "E-Mail", date(2026, 5, 18), "0,012"),
    ("ANRUF26", "Persönlicher Anruf", "Wellness", "Telefon", date(2026, 6, 22), "2,50"),
    ("HERBST26", "Herbstküche", "Wochenende", "E-Mail", date(2026, 9, 14), "0,012"),
)
STAND_IN = "keine@hotel-seeblick.de"  # what the desk types where a guest gives no address


def euros(amount: float) -> str:
    """Write an amount as the bookkeeping does: 1.521,28."""
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


class Office:
    """The guests, their codes, and who likes what."""

    def __init__(self, seed: int, members: int) -> None:
        self.draw = random.Random(seed)
        self.ids = [str(40_010 + 7 * n) for n in range(members)]
        self.emails = {i: self._email(n) for n, i in enumerate(self.ids)}
        self.phones = {i: f"0{170 + n % 9}/{2_000_000 + n * 7919 % 7_000_000}" for n, i in enumerate(self.ids)}
        self.likes = {i: self.draw.random() for i in self.ids}
        self.codes = {(i, n): self._code() for i in self.ids for n in range(len(CAMPAIGNS))}

    @staticmethod
    def _email(n: int) -> str:
        if n % 15 == 0:
            return STAND_IN
        return f"Gast{n}@{('gmx.de', 'müller-reisen.de', 'Web.de')[n % 3]}"

    def _code(self) -> str:
        return "".join(self.draw.choice("ACDEFGHKLMNPRTUVWXY34679") for _ in range(7))

    def answers(self, member: str, campaign: int) -> bool:
        """Draw whether a guest answers a campaign: some nearly always, most seldom."""
        return self.draw.random() < 0.03 + 0.35 * self.likes[member] ** 3 * (1.5 if campaign % 2 else 1)


def write_members(office: Office, folder: Path) -> None:
    """Write the guest file as a workbook: titles above, ids as numbers, amounts and days as text, a sum below."""
    book = xlsxwriter.Workbook(folder / "Gästekartei 2026-11.xlsx")
    sheet = book.add_worksheet("Gäste")
    sheet.write(0, 0, "Gästekartei Hotelgruppe Seeblick")
    sheet.write(1, 0, "Stand: 20.11.2026, vertraulich")
    header = ["Kundennummer", "E-Mail", "Telefon", "Mitglied seit", "Stufe", "Umsatz 12 Monate", "Land"]
    sheet.write_row(3, 0, header)
    total = 0.0
    for n, i in enumerate(office.ids):
        joined, spent = date(2009, 3, 1) + timedelta(days=n * 131 % 6000), office.likes[i] * 4200 + n % 90
        total += spent
        sheet.write_number(4 + n, 0, float(i))
        told = [office.emails[i], office.phones[i], f"{joined:%d.%m.%Y}", LEVELS[n % 3], euros(spent), "DE"]
        sheet.write_row(4 + n, 1, told)
    sheet.write_row(4 + len(office.ids), 0, ["Summe", "", "", "", "", euros(total), ""])
    book.set_properties({"created": datetime(2026, 11, 1)})
    book.close()


def write_campaigns(folder: Path) -> None:
    """Write the campaigns as Excel saves a German CSV: semicolons, decimal commas, Windows letters."""
    rows = ["Kampagne;Bezeichnung;Produkt;Kanal;Start;Antworttage;Stückkosten"]
    for campaign, name, product, channel, starts, cost in CAMPAIGNS:
        rows.append(f"{campaign};{name};{product};{channel};{starts:%d.%m.%Y};30;{cost}")
    (folder / "Kampagnen.csv").write_bytes(("\r\n".join(rows) + "\r\n").encode("cp1252"))


def write_contacts(office: Office, folder: Path) -> dict[tuple[str, int], datetime]:
    """Write what was sent, by e-mail address or number, two header rows, two files put one after the other."""
    sent: dict[tuple[str, int], datetime] = {}
    header = "Kundennummer;E-Mail;Kampagne;Versanddatum;Kanal;Gutscheincode;Kontrollgruppe"
    rows = [header, "Nummer;Adresse;Kürzel;TT.MM.JJ;;7 Zeichen;ja/nein"]
    for n, (campaign, _, _, channel, starts, _) in enumerate(CAMPAIGNS):
        if n == 3:
            rows.append(header)  # the second half of the year, copied below the first
        for i in office.ids:
            if office.draw.random() > 0.5 or (channel == "E-Mail" and office.emails[i] == STAND_IN):
                continue
            at = datetime(starts.year, starts.month, starts.day, 8) + timedelta(minutes=office.draw.randrange(600))
            sent[i, n] = at
            held = "ja" if office.draw.random() < 0.1 else "nein"
            who = f";{office.emails[i].upper()}" if channel == "E-Mail" else f"{i};"
            rows.append(f"{who};{campaign};{at:%d.%m.%y %H:%M};{channel};{office.codes[i, n]};{held}")
    (folder / "Versand_2026.csv").write_bytes(("\r\n".join(rows) + "\r\n").encode("cp1252"))
    return sent


def write_responses(office: Office, folder: Path, sent: dict[tuple[str, int], datetime]) -> None:
    """Write bookings and cancellations with the codes as guests typed them; calls that reached nobody among them."""
    rows = ["Kundennummer;Gutscheincode;Buchungsdatum;Art;Betrag"]
    for (member, n), at in sent.items():
        code = office.codes[member, n]
        if CAMPAIGNS[n][3] == "Telefon" and office.draw.random() < 0.2:
            rows.append(f"{member};{code};{at:%d.%m.%Y};nicht erreicht;")
        elif office.answers(member, n):
            typed = office.draw.choice([code, code.lower(), f"{code[:3]}-{code[3:]}", f"{code} ", f"{code}."])
            day, amount = at + timedelta(days=office.draw.randrange(1, 20)), 80 + 1400 * office.likes[member]
            rows.append(f"{member};{typed};{day:%d.%m.%Y};Buchung;{euros(amount)} €")
            if office.draw.random() < 0.1:
                rows.append(f"{member};{typed};{day + timedelta(days=3):%d.%m.%Y};Storno;-{euros(amount)} €")
    (folder / "Buchungen_2026.csv").write_bytes(("\r\n".join(rows) + "\r\n").encode("cp1252"))


def write_optouts(office: Office, folder: Path) -> dict[str, str]:
    """Write who refused, by e-mail address: channels as people call them, a day that is none, guests to come.

    Gives the members and the channels that they named.
    """
    told = {}
    words = ("Newsletter", "alle", "E-Mail, Telefon", "Anruf", "Post", "E-Mail", "Brief")
    rows = ["E-Mail;Kanal;Abmeldedatum"]
    for n, i in enumerate([i for i in office.ids if office.emails[i] != STAND_IN][3::19]):
        day = "unbekannt" if n % 11 == 0 else f"{n % 28 + 1:02d}.10.2026"
        name, _, domain = office.emails[i].partition("@")
        domain = "xn--mller-reisen-dlb.de" if domain.startswith("m") else domain
        told[i] = words[n % len(words)]
        rows.append(f"{name.lower()}@{domain};{told[i]};{day}")
    rows.append("neuer.gast@gmx.de;alle;30.10.2026")
    (folder / "Abmeldungen.csv").write_bytes(("\r\n".join(rows) + "\r\n").encode("cp1252"))
    return told


def write_stays(office: Office, folder: Path) -> None:
    """Write the stays by month."""
    rows = ["Kundennummer;Monat;Produkt;Umsatz;Nächte"]
    for n, i in enumerate(office.ids):
        for month in (8, 9, 10):
            rows.append(f"{i};{month:02d}/2026;Übernachtung;{euros(office.likes[i] * 1400 + month)};{n % 5}")
    (folder / "Aufenthalte.csv").write_bytes(("\r\n".join(rows) + "\r\n").encode("cp1252"))


def write(folder: Path, seed: int = SEED, members: int = MEMBERS) -> tuple[Office, dict[str, str]]:
    """Write all six kinds of file; gives who refused what, too."""
    folder.mkdir(parents=True, exist_ok=True)
    office = Office(seed, members)
    write_members(office, folder)
    write_campaigns(folder)
    write_responses(office, folder, write_contacts(office, folder))
    write_stays(office, folder)
    return office, write_optouts(office, folder)


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "inbox"))

"""Phone numbers to E.164, almost all of them in SQL, the odd ones with the ``phonenumbers`` library."""

from __future__ import annotations

from attitude.database import Workspace
from attitude.errors import UsageError


def make_e164(workspace: Workspace, source: str, region: str | None) -> None:
    """Make the temporary table ``phones``: each phone of a relation, and as E.164 where it can be read as one.

    A national number that fits the region's plan as it stands is done in SQL; whatever else there is (prefixes,
    extensions, other countries' ways of writing) goes through the library, each distinct text once. Without a region
    only numbers that begin with + are read.

    Raises
    ------
    UsageError
        When there is no such region.
    """
    workspace.define(f"create or replace temp view written_phones as select phone from {source}")
    workspace.run("load/phones", **_plan(region))
    odd = [text for (text,) in workspace.rows("select phone from phones where e164 is null and is_worth_a_look")]
    pairs = [(text, e164) for text in odd if (e164 := _read(text, region)) is not None]
    for start in range(0, len(pairs), 1000):
        part = pairs[start : start + 1000]
        marks = ", ".join("(?, ?)" for _ in part)
        flat: list[object] = [value for pair in part for value in pair]
        workspace.rows(
            f"update phones set e164 = x.e164 from (values {marks}) as x (phone, e164) where phones.phone = x.phone",
            flat,
        )


def mend_misread(workspace: Workspace, region: str | None) -> None:
    """Bring phones that an earlier version read otherwise to what they are read as now, before a file is taken in.

    A mobile that begins with the region's country code and no sign was taken for a number within it.
    """
    plan = _plan(region)
    twice = f"+{plan['country_code']}{plan['country_code']}"
    known = (
        "select phone from store.members union all select address from store.address_optouts "
        "union all select address from store.given_up_addresses"
    )
    if plan["mobile"] is not None and workspace.rows(
        f"select 1 from ({known}) where starts_with(phone, ?) limit 1", [twice]
    ):
        workspace.run("load/misread_phones", country_code=plan["country_code"], mobile=plan["mobile"])


def _plan(region: str | None) -> dict[str, object]:
    """Give what the region's numbers look like: country code, national number, and the prefix of calls within."""
    if region is None:
        return dict.fromkeys(("country_code", "national_number", "mobile", "national_prefix"))
    from phonenumbers import PhoneMetadata

    plan = PhoneMetadata.metadata_for_region(region.upper())
    if plan is None or plan.general_desc is None:
        raise UsageError(f"attitude.toml: load.region: no region '{region}'; write two letters, like CN or GB")
    prefix = plan.national_prefix_for_parsing or plan.national_prefix
    return {
        "country_code": str(plan.country_code),
        "national_number": plan.general_desc.national_number_pattern,
        "mobile": plan.mobile.national_number_pattern if plan.mobile else None,
        "national_prefix": f"^(?:{prefix})" if prefix else None,
    }


def _read(text: str, region: str | None) -> str | None:
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        parse,
    )

    try:
        number = parse(text, region.upper() if region else None)
    except NumberParseException:
        return None
    # possible within a town alone: nobody knows which
    is_whole = is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return format_number(number, PhoneNumberFormat.E164) if is_whole else None


def is_number(text: str, region: str) -> bool:
    """Tell whether a text is a number that is in use in a region, or anywhere where it has a country code.

    Raises
    ------
    UsageError
        When there is no such region.
    """
    from phonenumbers import NumberParseException, is_valid_number, parse

    _plan(region)
    try:
        return is_valid_number(parse(text, region.upper()))
    except NumberParseException:
        return False

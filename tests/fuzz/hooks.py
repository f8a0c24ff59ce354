"""What JSON Schema cannot say about valid requests, taught to the generator.

Only requests that are meant to be valid are put right here. Those that are meant to be refused keep what makes them
invalid; of them, only If-Match, Idempotency-Key and the preference that must last are touched.
"""

import copy
import datetime
import itertools
import json
import os
import re
import unicodedata
import zlib
from urllib.parse import unquote

import schemathesis
from hypothesis import strategies as st

# Written by examples.mjs from the typed examples of the contracts: requests, and names of existing data in them.
with open(os.environ["FUZZ_EXAMPLES_FILE"], encoding="utf-8") as file:
    WRITTEN = json.load(file)
EXAMPLES = WRITTEN["operations"]
CRITERIA = WRITTEN["criteria"]
# The operation that each name in a path was created for.
OWNERS = {
    (name, str(value)): label
    for label, example in EXAMPLES.items()
    for subject in example["subjects"]
    for name, value in subject.get("path", {}).items()
}

FUTURE = "2099-12-31T23:59:59.000Z"
STRONG = "correct horse battery staple"
PHONES = [("+47", "91234567"), ("+46", "701234567"), ("+45", "20123456"), ("+44", "7400123456")]
SERIAL = itertools.count()
FILLERS = "\u115f\u1160\u3164\uffa0"
PAST = "2026-01-31T00:00:00Z"


def hash_of(value):
    """The same in every run, unlike hash()."""
    return zlib.crc32(repr(value).encode("utf-8", "surrogatepass"))


def one_of(values, value):
    return values[hash_of(value) % len(values)]


def luhn(digits):
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


def sixteen_digits(operator, number):
    digits = f"{operator}{int(number):010d}"
    return digits + luhn(digits)


def organisation_number(digits):
    rest = sum(weight * int(digit) for weight, digit in zip((3, 2, 7, 6, 5, 4, 3, 2), digits)) % 11
    # Zeros alone have a right check digit, but are no number of the register.
    return None if rest == 1 or int(digits) == 0 else digits + str((11 - rest) % 11)


def digits(count):
    return st.text(alphabet="0123456789", min_size=count, max_size=count)


schemathesis.openapi.format("ecard-16-digits", digits(15).map(lambda text: text + luhn(text)))
schemathesis.openapi.format(
    "norwegian-organisation-number", digits(8).map(organisation_number).filter(lambda text: text is not None)
)

schemathesis.openapi.format("telephone-number", st.sampled_from(["91234567", "+4791234567", "4591234567", "22123456"]))
schemathesis.openapi.format("calling-code", st.sampled_from([country for country, _ in PHONES]))
schemathesis.openapi.format("iso-639-3", st.sampled_from(["NOB", "nno", "ENG", "Sme", "UND"]))
schemathesis.openapi.format("iso-639-1", st.sampled_from(["NO", "nn", "EN", "Se"]))
schemathesis.openapi.format("iso-3166-1-alpha-3", st.sampled_from(["NOR", "swe", "DNK", "XKX", "Gbr"]))


def given(fields, name):
    """Whether there is a value: null and text that prints nothing count as not given."""
    value = fields.get(name)
    if not isinstance(value, str):
        return value is not None
    return any(unicodedata.category(one) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and one not in FILLERS for one in value)


@schemathesis.hook
def before_call(context, case, kwargs):
    tidy_headers(case)
    keep_to_own_data(case)
    meta = case.meta
    if meta is None:
        return
    if not meta.generation.mode.is_positive:
        keep_invalid(case)
        return
    # Customers that a chain of calls has created are left alone.
    put_path_right(case, chained=meta.phase.name.value == "stateful")
    put_query_right(case)
    put_body_right(case)


# No text field accepts a control character.
NOT_A_TEXT = "\u0007x"
BARE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def keep_invalid(case):
    """Blank text and bare days are accepted in more places than the document says: see its section on input."""
    if case.body is not None:
        case.body = without_tolerated(case.body)
    if case.query:
        case.query = without_tolerated(dict(case.query))


def without_tolerated(value):
    if isinstance(value, dict):
        return {key: without_tolerated(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_tolerated(one) for one in value]
    if isinstance(value, str) and (BARE_DAY.fullmatch(value) or not given({"text": value}, "text")):
        return NOT_A_TEXT
    return value


def keep_to_own_data(case):
    """An update of another operation's data would change what that one finds."""
    path = case.path_parameters or {}
    label = case.operation.label
    names = [name for name, value in path.items() if OWNERS.get((name, str(value)), label) != label]
    if case.method == "PUT" and names:
        case.path_parameters = {**path, **subject_for(case).get("path", {})}


def subject_for(case):
    """Existing data for this request. The last one is for requests that end a profile or an ownership."""
    *lasting, ending = EXAMPLES[case.operation.label]["subjects"]
    body = json_body(case)
    ends = isinstance(body, dict) and (body.get("status") in ("P", "D") or body.get("endOfOwnership") is not None)
    return ending if ends else one_of(lasting, (case.path_parameters, body))


def overlaid(value, names):
    """The value with the names of existing data in their places."""
    if isinstance(names, dict):
        if not isinstance(value, dict):
            return value
        return {key: overlaid(one, names[key]) if key in names else one for key, one in value.items()}
    if isinstance(names, list):
        if not isinstance(value, list):
            return value
        # Each may be named once.
        return [overlaid(one, name) for one, name in zip(value, names)]
    return names


def tidy_headers(case):
    """Without this nearly every write would end at 412 or 422, before anything else is looked at."""
    headers = case.headers
    if headers is None:
        return
    for name, value in list(headers.items()):
        if isinstance(value, int):
            # A chain may take a number from an answer.
            headers[name] = str(value)
    kept = hash_of((case.path_parameters, json_body(case))) % 8 == 0
    if not kept and "If-Match" in headers:
        del headers["If-Match"]
    key = headers.get("Idempotency-Key")
    if not kept and key is not None and re.fullmatch(r"[\x21-\x7e]{1,255}", key):
        headers["Idempotency-Key"] = f"fuzz-{next(SERIAL)}"


def json_body(case):
    return case.body if isinstance(case.body, (dict, list)) else None


def in_range(value, numbers):
    return isinstance(value, (int, str)) and re.fullmatch(r"\d{1,16}", str(value)) is not None and int(value) in numbers


def put_path_right(case, chained):
    path = dict(case.path_parameters or {})
    named = subject_for(case).get("path", {})
    # Of random numbers there is nothing but 404. Now and then they stay.
    if not chained and hash_of((path, json_body(case))) % 8 != 0:
        path |= named
    elif "preferenceId" in path and "preferenceId" in named:
        # A value has to fit the definition.
        path["preferenceId"] = named["preferenceId"]
    if "organisationId" in path:
        path["organisationId"] = organisation_for(path["organisationId"])
    if len(digits_in(path.get("ecardNumber", ""))) == 16:
        number = digits_in(path["ecardNumber"])
        path["ecardNumber"] = number[:15] + luhn(number[:15])
    if path != (case.path_parameters or {}):
        case.path_parameters = path


def digits_in(number):
    return re.sub(r"\D", "", unquote(str(number)))


def organisation_for(number):
    """Nearly always the token's own: of another one there is nothing but 403."""
    return number if hash_of(number) % 8 == 0 else 1


def put_query_right(case):
    query = overlaid(dict(case.query or {}), subject_for(case).get("query", {}))
    example = EXAMPLES[case.operation.label]["example"]["query"]
    # Only a cursor from a response is one.
    query.pop("cursor", None)
    if case.operation.label == "GET /events":
        query.pop("after", None)
    if "wait" in query and ("type" in query or "customerNumber" in query):
        # There may be no such event. Of all events there are some, so a call with any `wait` responds at once.
        query["wait"] = 0
    if any(name in CRITERIA for name in example):
        put_telephone_right(query)
        pair = given(query, "countryCode") and given(query, "telephoneNumberNoCountryCode")
        if not pair and not any(given(query, name) and query[name].strip(" *") for name in CRITERIA if name not in PAIR):
            query |= example
    if "organisationId" in query:
        query["organisationId"] = organisation_for(query["organisationId"])
    if "expirationDate" in query:
        query["expirationDate"] = not_past(query["expirationDate"])
    if query != (case.query or {}):
        case.query = query


def put_body_right(case):
    body = copy.deepcopy(json_body(case))
    if body is None:
        return
    body = overlaid(body, subject_for(case).get("body", {}))
    if isinstance(body, dict):
        put_fields_right(body, EXAMPLES[case.operation.label], case.path_parameters or {})
    if body != case.body:
        case.body = body


def put_fields_right(body, operation, path):
    example = operation["example"]["body"]
    # One of several fields is required.
    if {"customerNumbers", "customerReferences"} <= example.keys() and not any(
        body.get(name) for name in ("customerNumbers", "customerReferences")
    ):
        body["customerNumbers"] = example["customerNumbers"]
    if "customerNumberToConnect" in example and not body.get("temporaryCustomerNumber"):
        body["customerNumberToConnect"] = body.get("customerNumberToConnect") or example["customerNumberToConnect"]
    for name in ("surname", "firstName"):
        # Only a temporary customer can do without names.
        if name in body and body[name] is None:
            body[name] = example[name]
    # The earlier password is known for the first call alone.
    body.pop("currentPassword", None)
    put_telephone_right(body)
    put_dates_right(body)
    if hash_of(body) % 8 != 0:
        put_rivals_apart(body, operation["fresh"])
    # A body repeats the values of the path.
    for name in path.keys() & body.keys():
        said = unquote(str(path[name]))
        body[name] = int(said) if isinstance(body[name], int) else said
    if "organisationId" in body:
        body["organisationId"] = organisation_for(body["organisationId"])
    if body.get("ecardNumber16digits") is not None:
        card = {**body, **path}
        body["ecardNumber16digits"] = sixteen_digits(card["ecardOperator"], card["ecardNumber"])
    for name in ("newPassword", "password"):
        if given(body, name):
            stored = unicodedata.normalize("NFKC", body[name])
            if len(stored) < 8 or len(set(stored)) < 4:
                body[name] = STRONG
    addresses = body.get("postalAddresses") or []
    for address in [body, *addresses] if "postCode" in body else addresses:
        # Then the country that the address has decides.
        if not given(address, "countryCode") or address["countryCode"].upper() == "NOR":
            address["postCode"] = "0150"
        put_verification_right(address, "verifiedAt", True)
    known = set()
    for address in addresses:
        # An address may be named once.
        if address.get("id") is not None and address["id"] in known:
            del address["id"]
        known.add(address.get("id"))


# As in ExampleSubject.fresh: a text of this length fits each field that takes a fresh value.
LONGEST_FRESH = 40


def put_rivals_apart(body, fresh):
    """Otherwise most requests would ask for a taken value and end at 409."""
    for name in fresh:
        if isinstance(body.get(name), int):
            body[name] = next(SERIAL)
        elif given(body, name):
            marked = f"{next(SERIAL)}.{body[name]}"
            if len(marked) <= LONGEST_FRESH:
                body[name] = marked


PAIR = ("countryCode", "telephoneNumberNoCountryCode")


def pair_of(body):
    """The pair, with "" for a half that is sent as blank text."""
    return [None if name not in body else body[name] if given(body, name) or body[name] is None else "" for name in PAIR]


def put_telephone_right(body):
    """An assigned number, and a pair whose parts go together."""
    if given(body, "countryCode") != given(body, "telephoneNumberNoCountryCode") or "" in pair_of(body):
        # Blank text counts as not given: then there is one half, or one half that is cleared.
        for name in PAIR:
            body.pop(name, None)
    country, number = one_of(PHONES, body.get("telephoneNumberNoCountryCode"))
    if given(body, "telephoneNumberNoCountryCode") and given(body, "countryCode"):
        body["countryCode"], body["telephoneNumberNoCountryCode"] = country, number
    if given(body, "telephoneNumber"):
        body["telephoneNumber"] = one_of(["+4791234567", "91234567", "0046701234567"], body["telephoneNumber"])
    if given(body, "landlineNumber"):
        body["landlineNumber"] = one_of(["+4722123456", "22123456", "004689123456"], body["landlineNumber"])


def put_verification_right(body, name, has_value):
    """Only what is there was verified, and that some time ago."""
    if given(body, name) and not has_value:
        del body[name]
    elif given(body, name) and day_number(body[name]) + 2 > datetime.date.today().toordinal():
        body[name] = PAST


def put_dates_right(body):
    born = body.get("dateOfBirth")
    if given(body, "dateOfBirth") and not "1850-01-01" <= born <= datetime.date.today().isoformat():
        body["dateOfBirth"] = "1985-04-12"
    if (body.get("status") == "D" or body.get("profileType") == "T") and body.get("expirationDate") is not None:
        body["expirationDate"] = not_past(body["expirationDate"])
    # A pair of nulls clears the number, whatever the deprecated field holds.
    single = given(body, "telephoneNumber") and "countryCode" not in body
    telephone = single or given(body, "telephoneNumberNoCountryCode")
    put_verification_right(body, "telephoneNumberVerifiedAt", telephone)
    put_verification_right(body, "emailVerifiedAt", given(body, "email"))
    if given(body, "endOfOwnership") and day_number(body["endOfOwnership"]) < day_number(body["startOfOwnership"]) + 2:
        del body["endOfOwnership"]
    # Whatever the offsets: more than two days apart.
    if "validTo" in body and not day_number(body["validFrom"]) + 2 < day_number(body["validTo"]):
        body["validFrom"], body["validTo"] = PAST, FUTURE


def not_past(instant):
    return instant if day_number(instant) > datetime.date.today().toordinal() + 1 else FUTURE


def day_number(instant):
    try:
        return datetime.date.fromisoformat(instant[:10]).toordinal()
    except ValueError:
        # The year 0000, which Python does not know.
        return 0


@schemathesis.check
def error_code_is_listed(ctx, response, case):
    """An operation lists the codes of its own; those that any operation has stand in the shared response."""
    raw = case.operation.definition.raw
    if response.headers.get("content-type", [""])[0].startswith("application/problem+json"):
        code = response.json().get("errorCode")
        listed = set(raw.get("x-entur-error-codes", [])) | ANY_OPERATION
        assert code in listed, f"error code {code} is not listed"


# 404 and 405: a generated path may be no path of the document.
ANY_OPERATION = {400, 404, 405, 409, 412, 413, 414, 415, 422, 429, 500, 503, 610, 611, 618, 619}

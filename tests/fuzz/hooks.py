"""What JSON Schema cannot say about valid requests, taught to the generator.

Only requests that are meant to be valid are put right here. Those that are meant to be refused keep what makes them
invalid; of them, only If-Match, Idempotency-Key and the preference that must last are touched.
"""

import copy
import datetime
import itertools
import os
import re
import unicodedata
import zlib
from urllib.parse import unquote

import schemathesis
from hypothesis import strategies as st

# As in seed.mjs: Kari, the customer of the examples, some of each type, and some merged into the lasting ones, in turn.
KARI = 1_000_000
OF_EACH_TYPE = 20
STANDARD, TICKET, TEMPORARY = (
    range(KARI + 1 + OF_EACH_TYPE * i, KARI + 1 + OF_EACH_TYPE * (i + 1)) for i in range(3)
)
MERGED = range(TEMPORARY.stop, TEMPORARY.stop + 12)
# These stay as they are, the others may be deactivated, merged and so on.
LASTING = range(KARI, KARI + 3)
ENDING = STANDARD[2:]
KARIS_UUID = os.environ.get("FUZZ_UUID", "")
KARIS_EMAIL = "kari.nordmann@example.no"
KARIS_CARD = {"ecardOperator": "57803", "ecardNumber": 1234567890}
# The one that is written to, so that the other stays hers.
SPARE_CARD = {"ecardOperator": "57803", "ecardNumber": 1234567891}
KARIS_ACCOUNT = "ABT-3000157"
# Nothing changes these: a value that fits them today does so tomorrow.
LASTING_PREFERENCES = range(1, 4)
SPARE_PREFERENCE = 4

FUTURE = "2099-12-31T23:59:59.000Z"
STRONG = "correct horse battery staple"
PHONES = [("+47", "91234567"), ("+46", "701234567"), ("+45", "20123456"), ("+44", "7400123456")]
CRITERIA = {
    *("firstName", "surname", "email", "telephoneNumber", "landlineNumber", "dateOfBirth", "postalAddress"),
    *("postCode", "ticketRightOwner", "ticketRightBearer", "invoiceOrganisationId", "vippsId"),
}
SERIAL = itertools.count()
FILLERS = "\u115f\u1160\u3164\uffa0"
PAST = "2026-01-31"


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
    return None if rest == 1 else digits + str((11 - rest) % 11)


def digits(count):
    return st.text(alphabet="0123456789", min_size=count, max_size=count)


schemathesis.openapi.format("ecard-16-digits", digits(15).map(lambda text: text + luhn(text)))
schemathesis.openapi.format(
    "norwegian-organisation-number", digits(8).map(organisation_number).filter(lambda text: text is not None)
)

schemathesis.openapi.format("telephone-number", st.sampled_from(["91234567", "+4791234567", "4591234567", "22123456"]))
schemathesis.openapi.format("calling-code", st.sampled_from([country for country, _ in PHONES]))
schemathesis.openapi.format("iso-639-3", st.sampled_from(["NOB", "nno", "ENG", "Sme", "UND"]))


def given(fields, name):
    """Whether there is a value: null and text that prints nothing count as not given."""
    value = fields.get(name)
    if not isinstance(value, str):
        return value is not None
    return any(unicodedata.category(one) not in ("Cc", "Cf", "Zs", "Zl", "Zp") and one not in FILLERS for one in value)


@schemathesis.hook
def before_call(context, case, kwargs):
    tidy_headers(case)
    if case.operation.label == "PUT /preferences/{preferenceId}" and in_range(
        case.path_parameters.get("preferenceId"), LASTING_PREFERENCES
    ):
        case.path_parameters = {**case.path_parameters, "preferenceId": SPARE_PREFERENCE}
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive:
        return
    # What a chain of calls has created is left alone.
    put_path_right(case, chained=meta.phase.name.value == "stateful")
    put_query_right(case)
    put_body_right(case)


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
    label = case.operation.label
    if not chained:
        path |= those_who_exist(label, path, json_body(case))
    if label.startswith("PUT") and str(path.get("ecardNumber")) == str(KARIS_CARD["ecardNumber"]):
        path |= SPARE_CARD
    if "organisationId" in path:
        path["organisationId"] = organisation_for(path["organisationId"])
    if label == "PUT /profiles/{customerNumber}/preferences/{preferenceId}":
        # Its definition has to be active, and the value has to fit.
        if not in_range(path["preferenceId"], LASTING_PREFERENCES):
            path["preferenceId"] = one_of(LASTING_PREFERENCES, path["preferenceId"])
    if label == "GET /profiles/ecards/{ecardNumber}" and len(digits_in(path["ecardNumber"])) == 16:
        number = digits_in(path["ecardNumber"])
        path["ecardNumber"] = number[:15] + luhn(number[:15])
    if path != (case.path_parameters or {}):
        case.path_parameters = path


def digits_in(number):
    return re.sub(r"\D", "", unquote(str(number)))


def those_who_exist(label, path, body):
    """What to ask for instead: of random numbers there is nothing but 404. Now and then they stay."""
    if not path or hash_of((path, body)) % 8 == 0:
        return {}
    if label == "GET /profiles/ecards/{ecardNumber}":
        number = str(KARIS_CARD["ecardNumber"])
        return {"ecardNumber": number if len(digits_in(path["ecardNumber"])) <= 10 else sixteen_digits("57803", number)}
    if label == "GET /profiles/uuid/{uuid}":
        return {"uuid": KARIS_UUID or path["uuid"]}
    if "customerNumber" not in path:
        return {}
    found = {"customerNumber": customer_for(label, path["customerNumber"], body)}
    if "pticketCustomerNumber" in path:
        found["pticketCustomerNumber"] = one_of(TICKET, path["pticketCustomerNumber"])
    if "sourceCustomerNumber" in path:
        found["sourceCustomerNumber"] = one_of([*TICKET, *TEMPORARY], path["sourceCustomerNumber"])
    if "mergedCustomerNumber" in path:
        into = int(found["customerNumber"]) - KARI
        found["mergedCustomerNumber"] = one_of(MERGED[into :: len(LASTING)], path["mergedCustomerNumber"])
    if "ecardNumber" in path:
        found |= KARIS_CARD
    if "accountId" in path:
        found |= {"customerNumber": KARI, "accountId": KARIS_ACCOUNT}
    if "postalAddressId" in path:
        found["customerNumber"] = KARI
        found["postalAddressId"] = 2 + hash_of(path) % 20 if label.startswith("DELETE") else 1
    return found


def customer_for(label, number, body):
    """A customer of the requested type. The lasting ones are spared from operations that end a profile."""
    ending = isinstance(body, dict) and body.get("status") in ("P", "D")
    if label == "DELETE /profiles/{customerNumber}":
        # Who is erased is missing to all that comes later: only those may go that a chain of calls has made.
        return 9_000_000
    if label.endswith("/convert"):
        return one_of(TEMPORARY, (number, body))
    if label.endswith("/password"):
        return KARI + 1
    if label.endswith(("/deactivate", "/restore")) or ending:
        return one_of(ENDING, (number, body))
    return number if in_range(number, LASTING) else one_of(LASTING, number)


def organisation_for(number):
    """Nearly always the token's own: of another one there is nothing but 403."""
    return number if hash_of(number) % 8 == 0 else 1


def put_query_right(case):
    query = dict(case.query or {})
    label = case.operation.label
    # Only a cursor that was answered is one.
    query.pop("cursor", None)
    if label in ("GET /profiles", "GET /profiles-search"):
        put_telephone_right(query)
        pair = given(query, "countryCode") and given(query, "telephoneNumberNoCountryCode")
        if not pair and not any(given(query, name) and query[name].strip(" *") for name in CRITERIA):
            query["surname"] = "Nordmann"
    if "organisationId" in query:
        query["organisationId"] = organisation_for(query["organisationId"])
    if label.endswith("/deactivate") and "expirationDate" in query:
        query["expirationDate"] = not_past(query["expirationDate"])
    if query != (case.query or {}):
        case.query = query


def put_body_right(case):
    body = copy.deepcopy(json_body(case))
    if body is None:
        return
    path = case.path_parameters or {}
    if isinstance(body, dict):
        put_fields_right(body, case.operation.label, path)
    else:
        # A preference may be named once.
        del body[len(LASTING_PREFERENCES) :]
        for preference, number in zip(body, LASTING_PREFERENCES):
            preference["preferenceId"] = number
    if body != case.body:
        case.body = body


def put_fields_right(body, label, path):
    # What the path says is said again alike.
    for name in ("ecardNumber", "ecardOperator", "accountId", "preferenceId"):
        if name in path and name in body:
            said = unquote(str(path[name]))
            body[name] = int(said) if isinstance(body[name], int) else said
    if "preferenceId" in body and "preferenceId" not in path:
        body["preferenceId"] = one_of(LASTING_PREFERENCES, body["preferenceId"])
    if "organisationId" in body:
        body["organisationId"] = organisation_for(body["organisationId"])
    if body.get("ecardNumber16digits") is not None:
        card = {**body, **path}
        body["ecardNumber16digits"] = sixteen_digits(card["ecardOperator"], card["ecardNumber"])
    if label == "PATCH /profiles/{customerNumber}":
        # Only a temporary customer can do without names.
        for name in ("surname", "firstName"):
            if name in body and body[name] is None:
                del body[name]
    put_telephone_right(body)
    put_dates_right(body)
    if hash_of(body) % 8 != 0:
        put_rivals_apart(body, label, path)
    for name in ("newPassword", "password"):
        if label != "POST /credentials/verify" and given(body, name):
            stored = unicodedata.normalize("NFKC", body[name])
            if len(stored) < 8 or len(set(stored)) < 4:
                body[name] = STRONG
    for name in ("customerNumberToConnect", "temporaryCustomerNumber"):
        if body.get(name) is not None:
            body[name] = one_of([*ENDING, *TEMPORARY], path.get("customerNumber"))
    addresses = body.get("postalAddresses") or []
    for address in [body, *addresses] if "postCode" in body else addresses:
        # Then the country that the address has decides.
        if not given(address, "countryCode"):
            address["postCode"] = "0150"
        put_verification_right(address, "verifiedAt", True)
    known = set()
    for address in addresses:
        # An address may be named once.
        if address.get("id") is not None and address["id"] in known:
            del address["id"]
        known.add(address.get("id"))


# What only one may have, with the longest it may be.
UNIQUE = {"email": 80, "vippsId": 100, "customerRef": 40, "customerAccountId": 60, "accountId": 60}


def put_rivals_apart(body, label, path):
    """Otherwise most requests would ask for a taken value and end at 409."""
    if label == "POST /credentials/verify":
        body |= {"email": KARIS_EMAIL, "password": STRONG}
        return
    if label == "POST /profiles/{customerNumber}/ecard-ownerships":
        body["ecardNumber"] = next(SERIAL)
        body.pop("ecardNumber16digits", None)
    # A card whose ownership has ended has no owner that could be updated.
    body.pop("endOfOwnership", None)
    if label.endswith("/password"):
        # The earlier password is not known.
        body.pop("currentPassword", None)
    for name, longest in UNIQUE.items():
        mark = f"{next(SERIAL)}."
        if name not in path and given(body, name) and len(body[name]) + len(mark) <= longest:
            body[name] = mark + body[name]
    if given(body, "email") and path.get("customerNumber") == KARI:
        body["email"] = KARIS_EMAIL


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
        body["validFrom"], body["validTo"] = "2026-01-31", FUTURE


def not_past(instant):
    return instant if day_number(instant) > datetime.date.today().toordinal() + 1 else FUTURE


def day_number(instant):
    try:
        return datetime.date.fromisoformat(instant[:10]).toordinal()
    except ValueError:
        # The year 0000, which Python does not know.
        return 0

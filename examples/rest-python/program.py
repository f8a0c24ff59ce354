import os

from profiles_client import AuthenticatedClient
from profiles_client.api.profiles import profiles_create, profiles_get
from profiles_client.models import NewProfile

api = AuthenticatedClient(base_url=os.environ["PROFILES_URL"], token=os.environ["TOKEN"])
names = {"surname": "Nordmann", "first_name": "Kari"}
person = NewProfile(organisation_id=1, created_by="web", created_by_channel="webshop", **names)
created = profiles_create.sync(client=api, body=person, et_client_name="acme-webshop")
found = profiles_get.sync(created.customer_number, client=api, et_client_name="acme-webshop")
print(found.customer_number, found.first_name, found.surname, found.status)
unknown = profiles_get.sync(9_000_000_000_000, client=api, et_client_name="acme-webshop")
print(unknown.error_code, unknown.short_english)

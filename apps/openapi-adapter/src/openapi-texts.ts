import { CUSTOMER_CHANGED_SCHEMA_PATH, Permission } from '@profiles/contracts';

/** Each permission in words. */
export const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  [Permission.Read]: 'read customers',
  [Permission.Create]: 'create customers',
  [Permission.Change]: 'change customers',
  [Permission.Delete]: 'deactivate and restore customers',
  [Permission.Admin]: 'administer: export, erase, undo merges, read histories and define preferences',
  [Permission.AllOrganisations]: 'act for every organisation',
};

const permissionRows = Object.values(Permission).map(
  (permission) => `| \`${permission}\` | ${PERMISSION_WORDS[permission]} |`,
);

const DESCRIPTION = `Customers of public transport: create, find, change, merge and deactivate their profiles.

**Token.** Every call needs a JWT as \`Authorization: Bearer <token>\`. The security scheme \`bearer\` says how to get one.

**Permissions.** Each operation names the one that it needs; \`x-entur-permissions\` repeats it for programs.

| permission | allows to |
|---|---|
${permissionRows.join('\n')}

**Rate limits.** Send \`ET-Client-Name: <company>-<application>\`. Without it a much stricter limit applies. Every response
to a call with a valid token has the headers \`RateLimit\` (what is left) and \`RateLimit-Policy\` (the quota).

**Errors.** Every error is a problem (RFC 9457) with an \`errorCode\`, texts in Norwegian and English, and a \`type\` that is
the URL of a page about the code. \`retry\` says whether repeating can help.

**Safe repeating.** A write with an \`Idempotency-Key\` has its effect once, however often it is sent. \`If-Match\` with an
ETag refuses a write when the profile has changed since.

**Input.** Unknown fields are refused. Blank text in an optional field counts as not given. A moment may also be sent as a
bare day, which is its start in UTC.

**Events.** Each change is also an event: in pages at \`/events\`, as a stream at \`/events/stream\`, and on NATS. See
[asyncapi.json](/asyncapi.json) and the [schema](${CUSTOMER_CHANGED_SCHEMA_PATH}) of the events.`;

/** The `info` of the document. */
export const INFO = {
  title: 'Customer profiles',
  version: '2.0.0',
  description: DESCRIPTION,
  contact: { name: 'Entur', url: 'https://developer.entur.org' },
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
} as const;

/** The name of the security scheme of every operation. */
export const SECURITY_SCHEME = 'bearer';

/** The security scheme. */
export const BEARER = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: `A JWT of the token issuer, signed with RS256, ES256 or EdDSA, with the claims
\`https://entur.io/organisationID\` (your organisation), \`permissions\` (a list) and \`azp\` (your client).

1. Ask the operator of this API for a client of your organisation, with the permissions that your application needs.
2. Get a token from the issuer with the client's id and secret (OAuth 2.0 client credentials), and send it as
   \`Authorization: Bearer <token>\`.
3. Get a new one when it has expired: a call with an expired token is refused with 401 (611).

In the development environment the issuer gives one to anyone:
\`curl "http://127.0.0.1:3004/token?organisation=1"\`.`,
} as const;

/** The tags of the operations, with a description each. */
export const TAGS: Readonly<Record<string, string>> = {
  Profiles: 'Create, find, change, merge, deactivate and restore customers.',
  Privacy: 'The rights of a person: a copy of all data, the history of changes, and erasure.',
  Preferences: 'The values that one customer has for preferences.',
  'E-cards': 'Electronic travel cards and their owners.',
  'Postal addresses': 'The postal addresses of a customer.',
  'Preference definitions': 'The preferences that customers of an organisation can have.',
  'Customer accounts': 'The aliases of a customer in account based ticketing.',
  Credentials: 'The username and the password of a customer.',
  'Personnel tickets': 'Ticket rights that a customer has through an employer.',
  Notes: 'Notes about a customer.',
  Webhooks:
    'URLs of the organisation that receive the events of its customers, signed as in Standard Webhooks and in order per customer.',
  Imports: 'Customers that come in with their history, and the export of all customers.',
  Events: 'The changes of customers, in one order, as pages and as a stream.',
};

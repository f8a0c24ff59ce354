import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createProfilesClient, type ProfilesApi } from '@profiles/client';
import { Permission } from '@profiles/contracts';
import { restProfilesApi } from '@profiles/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CrashWorld, createCrashWorld, until } from './crash-world.js';
import { MONGODB_URI } from './stack.js';

const built = existsSync(fileURLToPath(new URL('../../../apps/nats-publisher/dist/main.js', import.meta.url)));
const serversFound = MONGODB_URI !== undefined && process.env['NATS_URL'] !== undefined;
const ORGANISATION = 4711;
const LONG_AHEAD = '2099-12-31T00:00:00.000Z';

/** Texts and numbers that stand nowhere but where a test has planted them. */
class Markers {
  readonly planted: string[] = [];

  text(prefix = ''): string {
    return this.#keep(`qz${randomBytes(6).toString('hex')}`, prefix);
  }

  email(): string {
    return `${this.text()}@example.no`;
  }

  digits(first: string, length: number): string {
    const rest = Array.from({ length: length - first.length }, () => randomInt(10)).join('');
    return this.#keep(`${first}${rest}`);
  }

  #keep(marker: string, prefix = ''): string {
    this.planted.push(marker);
    return `${prefix}${marker}`;
  }

  /** Those that a text holds, in whatever case. */
  foundIn(text: string): string[] {
    const lower = text.toLowerCase();
    return this.planted.filter((marker) => lower.includes(marker));
  }
}

describe.skipIf(!serversFound || !built)('personal data', () => {
  let world: CrashWorld;
  let rest: ProfilesApi;
  let trpc: ProfilesApi;
  let token: string;
  const markers = new Markers();

  beforeAll(async () => {
    const permissions = Object.values(Permission).filter((one) => one !== Permission.AllOrganisations);
    world = await createCrashWorld({ logLevel: 'trace', permissions, serviceEnv: { RECORDED_CLIENTS: '*' } });
    token = await world.token(ORGANISATION);
    rest = restProfilesApi({ baseUrl: world.restUrl, token });
    trpc = createProfilesClient({ url: world.serviceUrl, token, clientName: 'acme-tests' });
  });
  afterAll(() => world?.close());

  const m = () => markers.text();
  const address = () => ({
    ...{ town: m(), postCode: '0150', typeOfAddress: 'P' as const, addressLine1: m(), addressLine2: m() },
  });
  const signed = () => ({ changedBy: m(), changedByChannel: m() });
  const person = () => ({
    ...{ surname: m(), firstName: m(), email: markers.email(), vippsId: m(), customerRef: m() },
    ...{ countryCode: '+47', telephoneNumberNoCountryCode: markers.digits('9', 8) },
    ...{ landlineNumber: markers.digits('2212', 8), dateOfBirth: '1985-04-12', nationality: 'NOR' },
  });
  const create = (fields: object = {}) => ({
    ...person(),
    ...{ organisationId: ORGANISATION, createdBy: m(), createdByChannel: m(), postalAddresses: [address()] },
    ...fields,
  });
  const card = () => ({
    ...{ ecardOperator: '57803', ecardNumber: Number(markers.digits('7', 10)), ecardName: m() },
    startOfOwnership: '2026-01-01T00:00:00.000Z',
  });

  /** Calls every writing operation with every field, and every reading operation, for one customer. */
  async function live(api: ProfilesApi): Promise<number> {
    const told = () => ({ ...signed(), idempotencyKey: m() });
    const { id: preferenceId } = await api.preferenceDefinitions.create({
      ...{ preferenceCode: randomUUID(), preferenceType: 'TEXT', preferenceDescription: 'Which colour.' },
    });
    const [password, next] = [markers.text('pass '), markers.text('pass ')];
    const born = create({ password });
    const { customerNumber, uuid } = await api.profiles.create(born, told());
    const other = await api.profiles.create(create({ profileType: 'P' }), told());
    const guest = await api.profiles.create(create({ profileType: 'T', expirationDate: LONG_AHEAD }), told());
    const changed = { ...person(), ...signed(), postalAddresses: [address()], lastSignInFrom: m() };
    const { customerRef: _fixed, ...update } = changed;
    await api.profiles.update({ customerNumber, ...update, username: undefined } as never, told()).catch(async () => {
      const { lastSignInFrom: _no, ...fields } = update;
      return api.profiles.update({ customerNumber, ...fields }, told());
    });
    const kept = await api.profiles.get({ customerNumber });
    await api.preferences.replace({ customerNumber, preferences: [{ preferenceId, preferenceValue: m() }] }, told());
    await api.preferences.update({ customerNumber, preferenceId, preferenceValue: m() }, told());
    await api.notes.add({ customerNumber, text: m() }, told());
    await api.notes.add({ customerNumber: other.customerNumber, text: m() }, told());
    const owned = card();
    await api.ecards.add({ customerNumber, ...owned }, told());
    await api.ecards.add({ customerNumber: other.customerNumber, ...card() }, told());
    await api.ecards.update({ customerNumber, ...owned, ecardName: m() }, told());
    const added = await api.postalAddresses.add({ customerNumber, ...address() }, told());
    await api.postalAddresses.update({ customerNumber, postalAddressId: added.id, ...address() }, told());
    await api.postalAddresses.delete({ customerNumber, postalAddressId: added.id }, signed());
    const accountId = m();
    await api.customerAccounts.add({ customerNumber, accountId, name: m() }, told());
    await api.customerAccounts.update({ customerNumber, accountId, name: m() }, told());
    await api.personnelTickets.add(
      {
        ...{
          customerNumber: other.customerNumber,
          ticketRightOwner: m(),
          ticketRightBearer: m(),
          ticketHolderCode: m(),
        },
        ...{ validFrom: '2025-01-01', validTo: '2025-02-01' },
      },
      told(),
    );
    const username = kept.username ?? '';
    await api.credentials.verify({ email: username, password, lastSignInFrom: m() });
    await api.credentials.changePassword({ customerNumber, currentPassword: password, newPassword: next }, told());
    await api.profiles.merge({ customerNumber, pticketCustomerNumber: other.customerNumber }, told());
    await api.profiles.connect(
      { customerNumber, customerNumberToConnect: guest.customerNumber, changedByChannel: m() },
      told(),
    );
    await api.profiles.deactivate({ customerNumber }, told());
    await api.profiles.restore({ customerNumber }, told());

    // Looking, whichever way.
    await api.profiles.find({ surname: update.surname, email: update.email });
    await api.profiles.search({ firstName: update.firstName, sortBy: 'surname' });
    await api.profiles.getByUuid({ uuid });
    await api.profiles.getByUsername({ organisationId: ORGANISATION, username });
    await api.profiles.getByCustomerReference({ customerReference: born.customerRef });
    await api.profiles.getMany({ customerReferences: [born.customerRef] });
    await api.profiles.getByEcard({ ecardNumber: String(owned.ecardNumber) });
    await api.profiles.export({ customerNumber });
    await api.profiles.listChanges({ customerNumber });

    // A refusal does not repeat the value.
    const refused = [
      () => api.profiles.create({ ...create(), email: update.email }, told()),
      () => api.profiles.create({ ...create(), nationality: m(), [m()]: m() }, told()),
      () => api.profiles.update({ customerNumber, ...update, email: m() }, told()),
      () => api.credentials.verify({ email: username, password: m() }),
      () => api.credentials.changePassword({ customerNumber, currentPassword: m(), newPassword: m() }, told()),
      () => api.profiles.getByUsername({ organisationId: ORGANISATION, username: m() }),
      () => api.ecards.add({ customerNumber, ...owned, ecardOperator: m() }, told()),
    ];
    for (const call of refused)
      await call().then(
        () => expect.unreachable(String(call)),
        () => undefined,
      );
    return customerNumber;
  }

  async function hostile(): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, 'et-client-name': 'acme-tests' };
    const json = { ...headers, 'content-type': 'application/json' };
    const post = (body: string) => fetch(`${world.restUrl}/profiles`, { method: 'POST', headers: json, body });
    await post(`{"surname": ${m()}}`);
    await post(`{"__proto__": {"x": "${m()}"}}`);
    await fetch(`${world.restUrl}/profiles?${m()}=${m()}`, { headers });
    await fetch(`${world.restUrl}/${m()}`, { headers });
    await fetch(`${world.restUrl}/profiles/${m()}`, { headers });
    await fetch(`${world.restUrl}/profiles/1`, { headers: { ...headers, authorization: `Bearer ${m()}` } });
    await fetch(`${world.serviceUrl}/trpc/profiles.get?input=${m()}`, { headers });
    await fetch(`${world.serviceUrl}/trpc/${m()}`, { headers });
  }

  test('stands in no log line and in no event, and after an erasure in no document', { timeout: 240_000 }, async () => {
    const customers = [await live(rest), await live(trpc)];
    await hostile();
    await until(async () => (await world.outbox()).every(({ pending }) => !pending));
    await until(async () => (await world.dump()).includes('"operation":"export-profile"'));

    // The search finds what is there: otherwise what it does not find later would tell nothing.
    const whileThere = markers.foundIn(await world.dump());
    expect(whileThere.length).toBeGreaterThan(100);

    for (const customerNumber of customers) await trpc.profiles.erase({ customerNumber });
    await until(async () => (await world.outbox()).every(({ pending }) => !pending));

    const dump = await world.dump();
    expect(markers.foundIn(dump)).toEqual([]);
    expect(dump).toContain('"cause":"erase-profile"');
    const stream = await world.stream();
    expect(stream.filter(({ type }) => type === 'customer.deleted.v1')).toHaveLength(6);
    expect(markers.foundIn(JSON.stringify(stream))).toEqual([]);
    const logs = await world.logs();
    expect(logs).toContain('/profiles/:customerNumber');
    expect(markers.foundIn(logs)).toEqual([]);
  });
});

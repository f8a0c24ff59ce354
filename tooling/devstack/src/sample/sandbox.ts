import { sendPatiently } from '../rest.js';
import { LOCAL_PERMISSIONS } from '../tokens/permissions.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';
import { sampleCustomers } from './sample-customers.js';

/** An organisation to try everything in: its customers are erased and made again at each start and every hour. */
export const SANDBOX_ORGANISATION = 900;

/** The time between two resets, in milliseconds. */
const SANDBOX_RESET_MILLIS = 60 * 60 * 1_000;

export interface SandboxOptions {
  /** Of the REST API. */
  readonly origin: string;
  readonly issuer: Pick<TokenIssuer, 'mint'>;
}

const CUSTOMERS = 20;
/** Customer numbers start here (contract, section 2). */
const FIRST_NUMBER = 1_000_000;
/** Numbers in one call of resolve-customers. */
const MAX_NUMBERS = 1_000;

/** The reference under which a customer of the sandbox can be looked up: `SANDBOX-01`. */
export function sandboxRef(number: number): string {
  return `SANDBOX-${String(number).padStart(2, '0')}`;
}

/**
 * Erases every customer of the sandbox and makes the same twenty again, over the REST API. Returns how many were erased.
 *
 * @throws an error when a request is refused.
 */
export async function resetSandbox({ origin, issuer }: SandboxOptions): Promise<number> {
  const claims = { organisationId: SANDBOX_ORGANISATION, clientId: 'sandbox', permissions: LOCAL_PERMISSIONS };
  const token = await issuer.mint(claims);
  const send = async (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => {
    const response = await sendPatiently(origin, { method, path, token, body });
    // Not there any more: erased together with the customer that it was merged into, or never made.
    if (response.status >= 400 && response.status !== 404) {
      throw new Error(`The sandbox was not reset: ${response.status}, ${response.body?.detail}`);
    }
    return response.body;
  };
  const create = async (customer: object) => (await send('POST', '/profiles', customer)).customerNumber as number;
  const isTheirs = ({ customerNumber }: { customerNumber?: number }) => customerNumber !== undefined;

  // Those before the first one of the last reset were erased by it.
  const oldest = await send('GET', `/profiles/customer-references/${sandboxRef(1)}?includeDeleted=true`);
  const last = await create({ ...sandboxCustomers()[0], customerRef: undefined, email: undefined });
  const erased = new Set<number>();
  for (let from = oldest?.customerNumber ?? FIRST_NUMBER; from <= last; from += MAX_NUMBERS) {
    const customerNumbers = Array.from({ length: Math.min(MAX_NUMBERS, last - from + 1) }, (_, index) => from + index);
    const resolved = await send('POST', '/profiles/resolve', { customerNumbers });
    for (const { customerNumber } of resolved.filter(isTheirs)) erased.add(customerNumber);
  }
  for (const customerNumber of erased) await send('DELETE', `/profiles/${customerNumber}`);
  for (const customer of sandboxCustomers()) await create(customer);
  return erased.size - 1;
}

/** The sample customers, in the sandbox. Emails are unique within an organisation, so that they can be the same. */
function sandboxCustomers() {
  return sampleCustomers(CUSTOMERS).map(({ profile }, index) => ({
    ...profile,
    organisationId: SANDBOX_ORGANISATION,
    customerRef: sandboxRef(index + 1),
  }));
}

/** Resets the sandbox now and every hour. A later reset that fails is reported, and the next one comes in an hour. */
export async function keepSandbox(options: SandboxOptions, log: (line: string) => void): Promise<void> {
  await resetSandbox(options);
  log(
    `Sandbox: organisation ${SANDBOX_ORGANISATION} has ${CUSTOMERS} customers (${sandboxRef(1)} …), made again every hour.`,
  );
  const again = () => resetSandbox(options).catch((error: Error) => log(error.message));
  setInterval(again, SANDBOX_RESET_MILLIS).unref();
}

import { InvalidEnvironmentError } from '../invalid-environment-error.js';

/** The quotas of single organisations and clients, per minute. Undefined: the default, or none. */
export interface OwnQuotas {
  /** The quota of one client of an organisation. */
  ofClient(organisationId: number, clientId: string): number | undefined;
  /** The quota of all clients of an organisation together. */
  ofOrganisation(organisationId: number): number | undefined;
}

export const NO_QUOTAS: OwnQuotas = { ofClient: () => undefined, ofOrganisation: () => undefined };

/** `1=60000`, `1/web-shop=1200` or `1/*=3000`. A client id may contain `=`. */
const ENTRY = /^(?<organisation>\d{1,15})(?:\/(?<client>.+))?=(?<limit>\d{1,9})$/;

/**
 * The quotas in a setting, with commas between them: `1=60000` is the quota of all clients of organisation 1 together,
 * `1/web-shop=1200` that of its client `web-shop`, and `1/*=3000` that of each of its other clients.
 *
 * @throws {@link InvalidEnvironmentError} naming an entry that is not valid.
 */
export function ownQuotasFrom(text: string): OwnQuotas {
  const clients = new Map<number, Map<string, number>>();
  const organisations = new Map<number, number>();
  for (const entry of text.split(',').flatMap((one) => one.trim() || [])) {
    const { organisation, client, limit } = ENTRY.exec(entry)?.groups ?? {};
    if (organisation === undefined || Number(limit) < 1) {
      throw new InvalidEnvironmentError(
        `RATE_LIMIT_QUOTAS: write ORGANISATION=LIMIT, ORGANISATION/CLIENT=LIMIT or ORGANISATION/*=LIMIT, not "${entry}".`,
      );
    }
    if (client === undefined) organisations.set(Number(organisation), Number(limit));
    else {
      const known = clients.get(Number(organisation)) ?? new Map<string, number>();
      clients.set(Number(organisation), known.set(client, Number(limit)));
    }
  }
  if (clients.size === 0 && organisations.size === 0) return NO_QUOTAS;
  return {
    ofClient(organisationId, clientId) {
      const known = clients.get(organisationId);
      return known?.get(clientId) ?? known?.get('*');
    },
    ofOrganisation: (organisationId) => organisations.get(organisationId),
  };
}

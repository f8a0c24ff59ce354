import ipaddr from 'ipaddr.js';

/** Where webhooks may lead. */
export interface TargetRules {
  /** Allows http, and loopback and private addresses. Never in production. */
  readonly allowPrivate: boolean;
}

/**
 * Public addresses by their range that lead to services of a cloud: 168.63.129.16 is the platform of Azure, reachable from
 * every machine there (learn.microsoft.com, "What is IP address 168.63.129.16?").
 */
const CLOUD_SERVICES: ReadonlySet<string> = new Set(['168.63.129.16']);

/** The address ranges that `allowPrivate` allows besides public ones. Link-local ones, with the metadata of clouds, stay refused. */
const PRIVATE_RANGES: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal']);

/** [HOOK-4] Whether a webhook may connect to an IP address: to a public unicast address, by the registries of the IANA. */
export function isAllowedAddress(address: string, { allowPrivate }: TargetRules): boolean {
  if (!ipaddr.isValid(address)) return false;
  // An IPv4 address within an IPv6 address counts as itself.
  const parsed = ipaddr.process(address);
  if (CLOUD_SERVICES.has(parsed.toString())) return false;
  const range = parsed.range();
  return range === 'unicast' || (allowPrivate && PRIVATE_RANGES.has(range));
}

/**
 * [HOOK-4] Why a URL is no possible target, as far as the URL alone shows it; undefined if it may be one. The address is
 * checked when it is connected: see `guardedConnector`.
 */
export function refusalOfTarget(url: string, rules: TargetRules): string | undefined {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && !(rules.allowPrivate && protocol === 'http:')) return 'Expected a URL with https.';
  const address = addressIn(hostname);
  const name = hostname.replace(/\.$/, '');
  const isLocal = name === 'localhost' || name.endsWith('.localhost');
  const isRefused = address === undefined ? isLocal && !rules.allowPrivate : !isAllowedAddress(address, rules);
  return isRefused ? 'Expected a URL that leads to a public address.' : undefined;
}

/** The IP address that a host name of a URL is, without brackets; undefined if it is a name. */
export function addressIn(hostname: string): string | undefined {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(address) ? address : undefined;
}

import { closestMatch } from 'leven';
import type { Environment } from './environment.js';
import { KNOWN_VARIABLES } from './known-variables.js';

/** An environment variable that resembles a setting and is none. */
export interface UnknownVariable {
  readonly name: string;
  /** The setting with the most similar name. */
  readonly nearest: string;
}

/** Prefixes that only settings of this product have. An unknown variable with one of them is probably misspelt. */
const OWN_PREFIX =
  /^(AUTH|RATE_LIMIT|TLS|TRUSTED|RECORDED|DEACTIVATED|MONGODB|CREDENTIALS|PROFILES|NATS|BACKLOG|OUTBOX|PURGE|SHUTDOWN)_/i;
/** Variables that Kubernetes sets for each service of a namespace, such as `NATS_PORT_4222_TCP`. */
const KUBERNETES_LINK = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_(TCP|UDP)(_\w+)?)?)$/;
/** Variables of the database setup, which an env file shared by all containers contains too. */
const SETUP = /^(MONGODB_(ADMIN_URI|ROOT_PASSWORD|REPLICA_KEY)|PROFILES_SERVICE_PASSWORD|NATS_PUBLISHER_PASSWORD)$/;
/** Variables of OpenSSL, which resemble `TLS_CERT_FILE`. */
const OPENSSL = /^SSL_CERT_(FILE|DIR)$/;

/** Finds variables that are likely misspelt settings. Values are not looked at. */
export function unknownVariables(env: Environment): UnknownVariable[] {
  const known = new Set(KNOWN_VARIABLES);
  return Object.keys(env).flatMap((name) => {
    if (known.has(name) || SETUP.test(name) || OPENSSL.test(name)) return [];
    const upper = name.toUpperCase();
    const similar = closestMatch(upper, [...KNOWN_VARIABLES], { maxDistance: tolerance(upper) });
    if (similar !== undefined) return [{ name, nearest: similar }];
    if (!OWN_PREFIX.test(name) || KUBERNETES_LINK.test(name)) return [];
    const nearest = closestMatch(upper, [...KNOWN_VARIABLES]);
    return nearest === undefined ? [] : [{ name, nearest }];
  });
}

/** Edits up to which two names count as similar: short names are similar by chance. */
function tolerance({ length }: string): number {
  if (length < 6) return 0;
  return length < 12 ? 2 : 3;
}

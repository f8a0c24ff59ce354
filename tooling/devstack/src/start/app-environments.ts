import type { Environment } from '../process/guarded-process.js';
import type { RunningServer } from '../running-server.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';

export type Surroundings = { env: Environment; database: string; mongo: RunningServer; issuer: TokenIssuer };

/** What profiles-service is told. Without a MongoDB it keeps everything in its memory. */
export function serviceEnvironment({ env, database, mongo, issuer }: Surroundings): Environment {
  const store = mongo.kind === 'none' ? 'memory:' : mongo.uri;
  return {
    ...env,
    ...tokenVariables(issuer),
    MONGODB_URI: store,
    MONGODB_DATABASE: database,
    TRUSTED_PROXIES: '127.0.0.1',
  };
}

/** What openapi-adapter is told: nothing of the database. */
export function adapterEnvironment({ env, issuer }: Surroundings, serviceUrl: string): Environment {
  const { MONGODB_URI: _, MONGODB_DATABASE: __, ...rest } = env;
  return { ...rest, ...tokenVariables(issuer), PROFILES_SERVICE_URL: serviceUrl };
}

/** What nats-publisher is told. */
export function publisherEnvironment({ env, database, mongo, issuer }: Surroundings, nats: RunningServer): Environment {
  return { ...env, ...tokenVariables(issuer), MONGODB_URI: mongo.uri, MONGODB_DATABASE: database, NATS_URL: nats.uri };
}

/** What events-gateway is told. It sends webhooks, whose state is in the database. */
export function gatewayEnvironment(surroundings: Surroundings, nats: RunningServer): Environment {
  return { ...publisherEnvironment(surroundings, nats), TRUSTED_PROXIES: '127.0.0.1' };
}

/** What all-in-one is told: REST is at its PORT. */
export function allInOneEnvironment(
  { nats, ...surroundings }: Surroundings & { nats: RunningServer | undefined },
  ports: { service: number; publisher: number; gateway: number },
): Environment {
  return {
    ...serviceEnvironment(surroundings),
    SERVICE_PORT: String(ports.service),
    PUBLISHER_PORT: String(ports.publisher),
    GATEWAY_PORT: String(ports.gateway),
    ...(nats !== undefined && { NATS_URL: nats.uri }),
  };
}

/** What retention is told. A minute is short enough to see it work. */
export function retentionEnvironment({ env, database, mongo }: Surroundings): Environment {
  return { ...env, MONGODB_URI: mongo.uri, MONGODB_DATABASE: database, PURGE_EVERY_MINUTES: '1' };
}

function tokenVariables({ jwksUrl, issuer, audience }: TokenIssuer): Environment {
  return { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience };
}

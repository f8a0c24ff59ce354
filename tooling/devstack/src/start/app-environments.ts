import type { Environment } from '../process/guarded-process.js';
import type { RunningServer } from '../running-server.js';
import { CONSOLE_CLIENT } from '../tokens/openid-clients.js';
import type { TokenIssuer } from '../tokens/token-issuer.js';

export type Surroundings = {
  env: Environment;
  database: string;
  mongo: RunningServer;
  issuer: TokenIssuer;
  /** Pages that may call service and gateway: those of the console, by either name of this machine. */
  consoleOrigins: readonly string[];
};

/** A receiver that one tries out runs on this machine, without TLS. */
const LOCAL_WEBHOOKS: Environment = { WEBHOOK_ALLOW_PRIVATE: 'true' };

/** The environment of profiles-service. Without a MongoDB it keeps everything in its memory. */
export function serviceEnvironment({ env, database, mongo, issuer, consoleOrigins }: Surroundings): Environment {
  const store = mongo.kind === 'none' ? 'memory:' : mongo.uri;
  return {
    ...LOCAL_WEBHOOKS,
    // So that the access log of a customer shows who has looked at it in the console.
    RECORDED_CLIENTS: `customer-service,${CONSOLE_CLIENT}`,
    ...env,
    ...tokenVariables(issuer),
    CORS_ORIGINS: consoleOrigins.join(),
    MONGODB_URI: store,
    MONGODB_DATABASE: database,
    TRUSTED_PROXIES: '127.0.0.1',
  };
}

/** The environment of openapi-adapter, without the database. */
export function adapterEnvironment({ env, issuer }: Surroundings, serviceUrl: string): Environment {
  const { MONGODB_URI: _, MONGODB_DATABASE: __, ...rest } = env;
  return { ...rest, ...tokenVariables(issuer), PROFILES_SERVICE_URL: serviceUrl };
}

/** The environment of nats-publisher. */
export function publisherEnvironment({ env, database, mongo, issuer }: Surroundings, nats: RunningServer): Environment {
  return { ...env, ...tokenVariables(issuer), MONGODB_URI: mongo.uri, MONGODB_DATABASE: database, NATS_URL: nats.uri };
}

/** The environment of events-gateway. It sends webhooks, whose state is in the database. */
export function gatewayEnvironment(surroundings: Surroundings, nats: RunningServer): Environment {
  const CORS_ORIGINS = surroundings.consoleOrigins.join();
  return { ...LOCAL_WEBHOOKS, ...publisherEnvironment(surroundings, nats), CORS_ORIGINS, TRUSTED_PROXIES: '127.0.0.1' };
}

/** The environment of all-in-one: REST is at its PORT. */
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

/** The environment of the console: the issuer for the sign-in, and the service that its page calls. */
export function consoleEnvironment({ env, issuer }: Surroundings, serviceUrl: string): Environment {
  const { MONGODB_URI: _, MONGODB_DATABASE: __, NATS_URL: ___, ...rest } = env;
  return { ...rest, CONSOLE_ISSUER: issuer.url, CONSOLE_CLIENT_ID: CONSOLE_CLIENT, CONSOLE_SERVICE_URL: serviceUrl };
}

/** The environment of retention. A minute is short enough to see it work. */
export function retentionEnvironment({ env, database, mongo }: Surroundings): Environment {
  return { ...env, MONGODB_URI: mongo.uri, MONGODB_DATABASE: database, PURGE_EVERY_MINUTES: '1' };
}

function tokenVariables({ jwksUrl, issuer, audience }: TokenIssuer): Environment {
  return { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience };
}

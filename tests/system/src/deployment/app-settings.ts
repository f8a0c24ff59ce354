import { variables as console } from '@profiles/console';
import { variables as gateway } from '@profiles/events-gateway';
import { variables as publisher } from '@profiles/nats-publisher';
import { variables as adapter } from '@profiles/openapi-adapter';
import { variables as service } from '@profiles/profiles-service';
import { variables as retention } from '@profiles/retention';
import { mongoVariables } from '@profiles/service-kit';

/** The apps of the chart by the key of their values, with the names of their settings. */
export const APP_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  profilesService: Object.keys(service),
  openapiAdapter: Object.keys(adapter),
  // Its token settings are optional: they switch the admin API on.
  natsPublisher: [...Object.keys(publisher), ...Object.keys(adapter).filter((name) => name.startsWith('AUTH_'))],
  // Its database is optional: with it, webhooks are sent.
  eventsGateway: [...Object.keys(gateway), ...Object.keys(mongoVariables)],
  console: Object.keys(console),
  retention: Object.keys(retention),
};

/** Settings that have values of their own in the chart. They can't be set by name: two sources would contradict each other. */
const STRUCTURED =
  /^(HOST|PORT|NODE_ENV|SHUTDOWN_DRAIN_SECONDS|PROFILES_SERVICE_URL|EVENTS_GATEWAY_URL|AUTH_\w+|TLS_\w+|WEBHOOK_SECRET_KEYS|CONSOLE_(ISSUER|SERVICE_URL))$/;
const STRUCTURED_SERVERS =
  /^(MONGODB_(URI|DATABASE|USER|PASSWORD|PASSWORD_FILE|CA_FILE)|NATS_(URL|USER|PASSWORD|TOKEN|CREDS|CA_FILE))$/;

/** Settings that the chart does not use, each with the reason. */
export const NOT_IN_CHART: Readonly<Record<string, string>> = {
  MONGODB_PASSWORD: 'the password comes as a file, which is reloaded when the Secret changes',
  PURGE_EVERY_MINUTES: 'the CronJob has the schedule',
};

/** The settings of an app that are set by their name. */
export function namedSettingsOf(app: string): string[] {
  return (APP_SETTINGS[app] ?? []).filter(
    (name) => !STRUCTURED.test(name) && !STRUCTURED_SERVERS.test(name) && !(name in NOT_IN_CHART),
  );
}

/** The settings that every app knows and that are set by their name. */
export function sharedSettings(): string[] {
  const [first = [], ...others] = Object.keys(APP_SETTINGS).map(namedSettingsOf);
  return first.filter((name) => others.every((names) => names.includes(name)));
}

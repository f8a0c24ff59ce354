import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { addressIn, isAllowedAddress, type TargetRules } from './targets.js';

/** [HOOK-4] The host leads to an address that no webhook may connect to. */
export class TargetRefusedError extends Error {
  override name = 'TargetRefusedError';
}

/** The longest time until a connection with TLS is made, in milliseconds. */
const CONNECT_MILLIS = 5_000;

/**
 * [HOOK-4] Connects to allowed addresses only. The addresses of a name are checked after each lookup, so none other is ever
 * dialled, and the address of the connection is checked once more: a name can lead elsewhere at any time (DNS rebinding).
 */
export function guardedConnector(rules: TargetRules, ca?: string): buildConnector.connector {
  const tls = ca === undefined ? {} : { ca };
  const connect = buildConnector({ timeout: CONNECT_MILLIS, lookup: guardedLookup(rules), ...tls });
  return (options, callback) => {
    // The name of an address is not looked up.
    const address = addressIn(options.hostname);
    if (address !== undefined && !isAllowedAddress(address, rules)) return callback(refused(), null);
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      if (isAllowedAddress(socket.remoteAddress ?? '', rules)) return callback(null, socket);
      socket.destroy();
      return callback(refused(), null);
    });
  };
}

function guardedLookup(rules: TargetRules): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '');
      const allowed = addresses.filter(({ address }) => isAllowedAddress(address, rules));
      const [first] = allowed;
      if (first === undefined) return callback(refused(), '');
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}

function refused(): TargetRefusedError {
  return new TargetRefusedError('The host leads to no public address.');
}

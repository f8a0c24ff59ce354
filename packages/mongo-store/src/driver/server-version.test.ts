import { StoreUnavailableError } from '@profiles/application';
import { describe, expect, test } from 'vitest';
import { LOWEST_SERVER_VERSION, requireSupportedVersion, UnsupportedServerError } from './server-version.js';

describe('the version of the server is checked at start', () => {
  test.each([LOWEST_SERVER_VERSION, '8.0.18', '8.2.0', '9.0.1', '10.0.0', '8.0.20-4'])('%s is supported', (version) => {
    expect(() => requireSupportedVersion({ version })).not.toThrow();
  });

  test.each(['8.0.16', '8.0.9', '7.0.30', '6.0.25', '8.0.17-rc0'])('%s is refused with the next step', (version) => {
    const check = () => requireSupportedVersion({ version });
    expect(check).toThrow(UnsupportedServerError);
    expect(check).toThrow(`The database runs MongoDB ${version}; 8.0.17 is the lowest supported version. Upgrade`);
  });

  test('a server that reports no version is refused', () => {
    expect(() => requireSupportedVersion({})).toThrow(UnsupportedServerError);
  });

  test('the development stand-in is accepted as itself, whatever version it imitates', () => {
    expect(() => requireSupportedVersion({ version: '8.2.11', secantusVersion: '0.5.3-beta.165' })).not.toThrow();
    expect(() => requireSupportedVersion({ version: '4.4.0', secantusVersion: '0.6.0' })).not.toThrow();
  });

  test('calls hear that the store is not available, and nothing is written', () => {
    expect(new UnsupportedServerError('x')).toBeInstanceOf(StoreUnavailableError);
  });
});

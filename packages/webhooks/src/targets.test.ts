import { describe, expect, test } from 'vitest';
import { isAllowedAddress, refusalOfTarget } from './targets.js';

const PUBLIC_ONLY = { allowPrivate: false };
const WITH_PRIVATE = { allowPrivate: true };

describe('[HOOK-4] addresses', () => {
  // Registries of the IANA for special-purpose addresses (RFC 6890), and the services of clouds.
  test.each([
    ...['127.0.0.1', '127.255.0.1', '::1', '10.0.0.1', '172.16.0.1', '192.168.1.1', 'fd00::1', '169.254.169.254'],
    ...['fe80::1', '100.64.0.1', '0.0.0.0', '::', '224.0.0.1', 'ff02::1', '255.255.255.255', '192.0.2.1', '198.18.0.1'],
    ...['240.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '168.63.129.16'],
    ...['100.100.100.200', 'fd00:ec2::254', '192.0.0.192', 'localhost', ''],
  ])('%j is refused', (address) => {
    expect(isAllowedAddress(address, PUBLIC_ONLY)).toBe(false);
  });

  test.each(['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '::ffff:93.184.215.14'])(
    '%s is allowed',
    (address) => {
      expect(isAllowedAddress(address, PUBLIC_ONLY)).toBe(true);
    },
  );

  test('with allowPrivate those of the own network are allowed, and the metadata of clouds is not', () => {
    for (const address of ['127.0.0.1', '::1', '10.0.0.1', 'fd00::1', '93.184.215.14']) {
      expect(isAllowedAddress(address, WITH_PRIVATE), address).toBe(true);
    }
    for (const address of ['169.254.169.254', 'fe80::1', '168.63.129.16', '0.0.0.0', '224.0.0.1']) {
      expect(isAllowedAddress(address, WITH_PRIVATE), address).toBe(false);
    }
  });
});

describe('[HOOK-4] URLs', () => {
  test.each([
    ...['http://example.no/', 'https://127.0.0.1/', 'https://[::1]/', 'https://localhost/', 'https://a.localhost./'],
    // Forms of 127.0.0.1 that the URL standard reads as such.
    ...['https://2130706433/', 'https://0x7f.1/', 'https://017700000001/', 'https://[::ffff:7f00:1]/'],
    ...['https://169.254.169.254/latest/meta-data/', 'https://10.1.2.3:8443/'],
  ])('%s is refused', (url) => {
    expect(refusalOfTarget(url, PUBLIC_ONLY)).toBeDefined();
  });

  test.each(['https://example.no/', 'https://example.no:8443/events?x=1', 'https://93.184.215.14/'])(
    '%s may be a target',
    (url) => {
      expect(refusalOfTarget(url, PUBLIC_ONLY)).toBeUndefined();
    },
  );

  test('with allowPrivate http and loopback are allowed', () => {
    expect(refusalOfTarget('http://localhost:3000/', WITH_PRIVATE)).toBeUndefined();
    expect(refusalOfTarget('http://127.0.0.1:3000/', WITH_PRIVATE)).toBeUndefined();
    expect(refusalOfTarget('http://169.254.169.254/', WITH_PRIVATE)).toBeDefined();
  });
});

import { expect, test } from 'vitest';
import { addressesOf } from './given-server.js';

test.each([
  ['mongodb://127.0.0.1:5/?replicaSet=x', [{ host: '127.0.0.1', port: 5 }]],
  [
    'mongodb://a,b:7/db',
    [
      { host: 'a', port: 9 },
      { host: 'b', port: 7 },
    ],
  ],
  ['mongodb://user:p%40ss@a:5/db', [{ host: 'a', port: 5 }]],
  ['mongodb://[::1]:5', [{ host: '::1', port: 5 }]],
  [
    'nats://a:5,nats://b:6',
    [
      { host: 'a', port: 5 },
      { host: 'b', port: 6 },
    ],
  ],
  ['a', [{ host: 'a', port: 9 }]],
  ['mongodb+srv://cluster.example/db', []],
])('the addresses of %s are found', (uri, addresses) => {
  expect(addressesOf(uri, 9)).toEqual(addresses);
});

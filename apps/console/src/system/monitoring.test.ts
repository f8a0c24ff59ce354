import { expect, test } from 'vitest';
import { buildIn, readinessIn } from './monitoring';

test('the readiness is read from the response of an app that is not ready', () => {
  expect(readinessIn({ ready: false, closing: false, checks: { store: 'TimeoutError', tokenIssuer: 'ok' } })).toEqual({
    isReady: false,
    checks: { store: 'TimeoutError', tokenIssuer: 'ok' },
  });
});

test.each([[null], ['not found'], [{ type: '/errors/404' }], [{ ready: 'yes', checks: {} }]])(
  'the response %j of another server tells no readiness',
  (body) => {
    expect(readinessIn(body)).toBeUndefined();
  },
);

test('the build is read from the metrics', () => {
  const metrics = `# TYPE build_info gauge
build_info{version="0.1.0",revision="abc123",node_version="20.20.2",app="profiles-service"} 1
other{version="9"} 1
`;
  expect(buildIn(metrics)).toEqual({ version: '0.1.0', revision: 'abc123' });
  expect(buildIn('')).toBeUndefined();
});

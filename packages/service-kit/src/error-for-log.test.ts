import { ProfilesError } from '@profiles/contracts';
import { describe, expect, test } from 'vitest';
import { errorForLog } from './error-for-log.js';

describe('an error in the log', () => {
  test('has class, code, stack and causes, and no message that may quote personal data', () => {
    const driver = Object.assign(new Error('E11000 dup key: { email: "kari@example.no" }'), { code: 11000 });
    driver.name = 'MongoServerError';
    const logged = errorForLog(new ProfilesError(500, {}, { cause: driver }));
    expect(logged).toMatchObject({ type: 'ProfilesError', cause: { type: 'MongoServerError', code: 11000 } });
    expect(logged.cause?.stack).toContain('error-for-log.test.ts');
    expect(JSON.stringify(logged)).not.toContain('kari');
  });

  test('the input that a parser quotes is neither in the message nor in the stack', () => {
    const error = (() => {
      try {
        return JSON.parse('{"email": kari@example.no}');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(String(error)).toContain('kari');
    expect(JSON.stringify(errorForLog(error))).not.toContain('kari');
  });

  test('the reason why the database is unreachable is kept', () => {
    const away = new Error('connect ECONNREFUSED 127.0.0.1:27017');
    away.name = 'MongoNetworkError';
    expect(errorForLog(away)).toMatchObject({ message: 'connect ECONNREFUSED 127.0.0.1:27017' });
  });

  test('a value that is no error is described by its type, and a circular cause ends', () => {
    expect(errorForLog('kari')).toMatchObject({ type: 'string', message: '' });
    const circle = new Error('x');
    circle.cause = circle;
    expect(JSON.stringify(errorForLog(circle)).length).toBeLessThan(100_000);
  });
});

import { JetStreamApiError, type JetStreamManager } from '@nats-io/jetstream';
import { expect, test } from 'vitest';
import { StreamRefusedError, StreamUnavailableError, translatedNatsError } from './nats-errors.js';
import { findStream } from './stream.js';

const refusal = (err_code: number, description: string) => new JetStreamApiError({ code: 400, err_code, description });

test('a refused publish is a refusal of the stream, unless an earlier copy of the message is in process', () => {
  expect(translatedNatsError(refusal(10077, 'maximum bytes exceeded'))).toBeInstanceOf(StreamRefusedError);
  const inProcess = refusal(10158, 'duplicate message id is in process');
  expect(translatedNatsError(inProcess)).toBe(inProcess);
});

test.each([
  ['a server leads it', { leader: 'n2' }, true],
  ['the servers form no cluster', undefined, true],
  ['no server leads it', {}, false],
])('a stream that is described is available where %s', async (_case, cluster, isAvailable) => {
  const config = { subjects: ['p.>'], duplicate_window: 0, num_replicas: 3 };
  const info = async () => ({ config, created: 'monday', state: { last_seq: 1 }, cluster });
  const manager = { streams: { info } } as unknown as JetStreamManager;
  const found = findStream(manager, { name: 'S', subjectPrefix: 'p' });
  if (isAvailable) await expect(found).resolves.toMatchObject({ created: 'monday', replicas: 3 });
  else await expect(found).rejects.toThrow(StreamUnavailableError);
});

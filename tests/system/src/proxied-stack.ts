import { afterAll, beforeAll } from 'vitest';
import { type FaultyProxy, startFaultyProxy } from './faulty-proxy.js';
import { MONGODB_URI, type Stack, startStack } from './stack.js';

/** A stack whose service reaches its database through a proxy. */
export interface ProxiedStack {
  readonly stack: Stack;
  readonly proxy: FaultyProxy;
}

/** Starts one for the tests of the surrounding `describe`. */
export function useProxiedStack(): ProxiedStack {
  const started: { stack?: Stack; proxy?: FaultyProxy } = {};
  beforeAll(async () => {
    started.proxy = await startFaultyProxy(Number(new URL(MONGODB_URI ?? '').port));
    const quiet = { logLevel: 'silent' };
    const uri = `mongodb://127.0.0.1:${started.proxy.port}/?directConnection=true`;
    started.stack = await startStack({ uri, serviceConfig: quiet, adapterConfig: quiet });
  });
  afterAll(async () => {
    started.proxy?.resume();
    await started.stack?.close();
    await started.proxy?.close();
  });
  return {
    get stack() {
      return running(started.stack);
    },
    get proxy() {
      return running(started.proxy);
    },
  };
}

function running<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('It runs in tests only.');
  return part;
}

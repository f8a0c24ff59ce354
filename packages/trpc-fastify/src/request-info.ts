import type { AnyTRPCProcedure } from '@trpc/server';
import type { FastifyRequest } from 'fastify';
import type { FastRequest } from './fast-request.js';
import type { RawInputs } from './raw-inputs.js';

interface RequestedCall {
  readonly batchIndex: number;
  readonly path: string;
  readonly procedure: AnyTRPCProcedure;
  readonly getRawInput: () => Promise<unknown>;
  /** The input, if it was read already. */
  readonly result: () => unknown;
}

/**
 * The request as `createContext` and `responseMeta` get it. Members that are rarely used and expensive are computed on first use.
 * A class, because objects with own getters are slow to create.
 */
export class RequestInfo {
  readonly isBatchCall: boolean;
  readonly accept = null;
  readonly type: 'query' | 'mutation';
  readonly connectionParams = null;
  readonly #fast: FastRequest;
  readonly #inputs: RawInputs;
  readonly #signalOf: () => AbortSignal;
  readonly #request: FastifyRequest;
  #calls: readonly RequestedCall[] | undefined;

  constructor(
    fast: FastRequest,
    {
      inputs,
      signalOf,
      request,
    }: { readonly inputs: RawInputs; readonly signalOf: () => AbortSignal; readonly request: FastifyRequest },
  ) {
    this.isBatchCall = fast.isBatch;
    this.type = fast.type;
    this.#fast = fast;
    this.#inputs = inputs;
    this.#signalOf = signalOf;
    this.#request = request;
  }

  get calls(): readonly RequestedCall[] {
    const { targets, paths } = this.#fast;
    const inputs = this.#inputs;
    this.#calls ??= targets.map(({ procedure }, batchIndex) => ({
      batchIndex,
      path: paths[batchIndex] as string,
      procedure,
      getRawInput: async () => inputs.read()[batchIndex],
      result: () => inputs.result()?.[batchIndex],
    }));
    return this.#calls;
  }

  get signal(): AbortSignal {
    return this.#signalOf();
  }

  get url(): URL {
    const { socket, raw, headers } = this.#request;
    const protocol = 'encrypted' in socket ? 'https:' : 'http:';
    return new URL(raw.url ?? '/', `${protocol}//${headers.host ?? 'localhost'}`);
  }
}

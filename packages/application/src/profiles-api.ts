import { type CallOptions, type ProfilesApi, profilesApiFrom } from '@profiles/contracts';
import type { CallContext } from './pipeline/call-context.js';
import { runOperation } from './pipeline/run-operation.js';
import type { Dependencies } from './pipeline/use-case.js';

/** The use cases as a ProfilesApi for the caller of a context. The options of a method override the context. */
export function profilesApiFor(deps: Dependencies, context: CallContext): ProfilesApi {
  return profilesApiFrom(
    (named) => (input, options) =>
      runOperation(named.operation, input, { call: withOptions(context, options), deps }) as never,
  );
}

function withOptions(context: CallContext, options: CallOptions | undefined): CallContext {
  if (options === undefined) return context;
  const { ifMatch, signal: _signal, token: _token, ...others } = options;
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { ...context, ...given, ...(ifMatch !== undefined && { ifMatch: [ifMatch].flat() }) };
}

import { type CallOptions, type ProfilesApi, profilesApiFrom } from '@profiles/contracts';
import type { CallContext } from './pipeline/call-context.js';
import { perform } from './pipeline/run-operation.js';
import type { Dependencies } from './pipeline/use-case.js';

/** The use cases as a ProfilesApi for one call's caller. What a method's options say goes before the context. */
export function profilesApiFor(deps: Dependencies, context: CallContext): ProfilesApi {
  return profilesApiFrom(
    (named) => (input, options) => perform(named, input, { call: withOptions(context, options), deps }) as never,
  );
}

function withOptions(context: CallContext, options: CallOptions | undefined): CallContext {
  if (options === undefined) return context;
  const { ifMatch, signal: _signal, token: _token, ...others } = options;
  const told = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { ...context, ...told, ...(ifMatch !== undefined && { ifMatch: [ifMatch].flat() }) };
}

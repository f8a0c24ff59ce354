import type { EdgeCall, ServicePort } from '@profiles/openapi-adapter';
import type { CallContext, ProfilesService } from '@profiles/profiles-service';

/** Connects the adapter to a profiles service in this process: without HTTP, and without verifying the token twice. */
export function serviceInProcess(service: Pick<ProfilesService, 'perform' | 'check'>): ServicePort {
  return {
    execute: async (named, input, call) => JSON.stringify(await service.perform(named, input, contextOf(call))),
    readiness: { profilesService: service.check },
    // The composition root that started the service closes it.
    close: async () => {},
  };
}

/** The adapter has charged the call to the caller's quota already, so there is no `charge` here. */
function contextOf({ ifMatch, forwardedFor, token: _token, signal: _signal, ...call }: EdgeCall): CallContext {
  return { ...call, address: forwardedFor, ...(ifMatch !== undefined && { ifMatch: [ifMatch].flat() }) };
}

export { type CallOptions, type FieldError, ProfilesError, type ResponseMeta } from '@profiles/contracts/calls';
export type * from './api.generated.js';
export type { TokenFunction } from './bearers.js';
export { entityTags, headersFrom, responseMetaFrom } from './call-headers.js';
export type {
  CustomerChangedEvent,
  EventSubscriber,
  EventSubscription,
  EventSubscriptionInput,
  SubscribeOptions,
} from './event-subscription.js';
export { eachItem } from './pages.js';
export { type FailureReason, isProfilesError, ProfilesCallError } from './profiles-call-error.js';
export { createProfilesClient, type ProfilesClient, type ProfilesClientOptions } from './profiles-client.js';
export type { RetryOptions } from './retries.js';

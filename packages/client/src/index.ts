export { type CallOptions, type FieldError, ProfilesError, type ResponseMeta } from '@profiles/contracts/calls';
export type * from './api.generated.js';
export { entityTags, headersFrom, responseMetaFrom } from './call-headers.js';
export { createProfilesClient, type ProfilesClientOptions } from './profiles-client.js';
export { repeatedOnce } from './repeatable.js';

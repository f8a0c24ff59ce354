export { type CallOptions, type ProfilesApi, ProfilesError, type ResponseMeta } from '@profiles/contracts';
export { entityTags, headersFrom, responseMetaFrom } from './call-headers.js';
export { createProfilesClient, type ProfilesClientOptions } from './profiles-client.js';
export { repeatedOnce } from './repeatable.js';

export { type CallOptions, type ProfilesApi, ProfilesError, type ResponseMeta } from '@profiles/contracts';
export { headersFrom, responseMetaFrom } from './call-headers.js';
export { createProfilesClient, type ProfilesClientOptions } from './profiles-client.js';
export { repeatedOnce } from './repeatable.js';

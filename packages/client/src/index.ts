export { type AnswerMeta, type CallOptions, type ProfilesApi, ProfilesError } from '@profiles/contracts';
export { answerMetaFrom, headersFrom } from './call-headers.js';
export { createProfilesClient, type ProfilesClientOptions } from './profiles-client.js';

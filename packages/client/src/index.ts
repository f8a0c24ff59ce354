export { type AnswerMeta, type CallOptions, type ProfilesApi, ProfilesError } from '@profiles/contracts';
export { createProfilesClient, type ProfilesClientOptions } from './profiles-client.js';

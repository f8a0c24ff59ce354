export type { CallContext } from '@profiles/application';
export type { ServiceConfig } from './compose.js';
export { configFrom, variables } from './env.js';
export { passwords } from './passwords.js';
export { type ProfilesService, startProfilesService } from './start.js';

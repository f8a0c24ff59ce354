export { responseHeaders } from './response-headers.js';
export {
  createProfilesRouter,
  documentedRouter,
  errorEnvelope,
  type ProfilesRouter,
  profilesErrorFrom,
  type RouterContext,
  trpcErrorFrom,
} from './router.js';

export {
  createProfilesRouter,
  documentedRouter,
  errorEnvelope,
  type ProfilesRouter,
  profilesErrorFrom,
  type RouterContext,
  trpcErrorFrom,
} from './router.js';

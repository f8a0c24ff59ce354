export {
  documentedRouter,
  type ProfilesRouter,
  profilesErrorFrom,
  profilesRouter,
  type RouterContext,
  trpcErrorFrom,
} from './router.js';

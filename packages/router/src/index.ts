export {
  documentedRouter,
  type ProfilesRouter,
  profilesErrorFrom,
  profilesRouter,
  type RouterContext,
  refusalOf,
  trpcErrorFrom,
} from './router.js';

export { callContext, type FakeClock, fakeClock, testDependencies, testIds } from './contexts.js';

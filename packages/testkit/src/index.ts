export { callContext, type FakeClock, fakeClock, testDependencies, testIds } from './contexts.js';
export { profileStoreContract, type StoreUnderTest } from './profile-store-contract.js';

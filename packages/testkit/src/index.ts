export {
  callContext,
  type FakeClock,
  fakeClock,
  RECORDED_CLIENT,
  TEST_SETTINGS,
  testDependencies,
  testIds,
} from './contexts.js';
export { type ExampleWorld, exampleInput, existingSubject, unknownSubject } from './example-subjects.js';
export { profileStoreContract, type StoreUnderTest } from './profile-store-contract.js';
export { profilesApiContract } from './profiles-api-contract/profiles-api-contract.js';
export type { Wiring, WiringCaller } from './profiles-api-contract/wiring.js';
export { restProfilesApi } from './rest-profiles-api.js';

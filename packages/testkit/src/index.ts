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
export { aProfile } from './profile-fixture.js';
export type { StoreUnderTest } from './profile-store-contract/store-under-test.js';
export { profileStoreContract } from './profile-store-contract.js';
export { profilesApiContract, profilesTransportContract } from './profiles-api-contract/profiles-api-contract.js';
export { subscriptionContract } from './profiles-api-contract/subscription.js';
export type { Wiring, WiringCaller } from './profiles-api-contract/wiring.js';
export { restProfilesApi } from './rest-profiles-api.js';

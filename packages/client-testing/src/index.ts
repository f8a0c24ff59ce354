export { createFakeProfiles, type FakeCaller, type FakeProfiles, type FakeProfilesOptions } from './fake-profiles.js';

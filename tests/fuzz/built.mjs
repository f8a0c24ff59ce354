// The parts of this repository as `npm test` has just built them. A fresh clone has no dist yet, so nothing here is
// imported by name; tests/ may use anything.
const built = (path) => import(new URL(`../../${path}`, import.meta.url).href);

export const { startOpenApiAdapter } = await built('apps/openapi-adapter/dist/index.js');
export const { startProfilesService } = await built('apps/profiles-service/dist/index.js');
export const { startEventsGateway } = await built('apps/events-gateway/dist/index.js');
export const { startPublisher } = await built('apps/nats-publisher/dist/index.js');
export const { createProfilesClient } = await built('packages/client/dist/index.js');
export const { OPERATION_LIST } = await built('packages/contracts/dist/index.js');
export const { searchCriteria } = await built('packages/contracts/dist/schemas/search-criteria.js');
export const { existingSubject } = await built('packages/testkit/dist/example-subjects.js');
export const { openMongo } = await built('packages/mongo-store/dist/index.js');
export const { findPython, startMongo, startNats, startTokenIssuer, withPackages } = await built(
  'tooling/devstack/dist/index.js',
);
export const { runCommand } = await built('tooling/devstack/dist/process/run-command.js');

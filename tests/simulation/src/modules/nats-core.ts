// Takes the place of @nats-io/nats-core in the bundle of the simulation: the part that packages/events uses.
import { SimulatedHeaders } from './jetstream.js';

export const nanos = (millis: number) => millis * 1e6;
export const millis = (nanoseconds: number) => nanoseconds / 1e6;
export const headers = () => new SimulatedHeaders();
export const errors = {
  RequestError: class extends Error {},
  NoRespondersError: class extends Error {},
  PermissionViolationError: class extends Error {},
};

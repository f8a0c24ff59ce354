// Takes the place of node:crypto in the bundle of the simulation: digests are real, randomness is that of the seed.
// biome-ignore lint/style/useNodejsImportProtocol: with the prefix it would be this module.
import { createHash } from 'crypto';
import { simulatedRandom } from '../runtime/globals.js';

export { createHash };

export function randomInt(from: number, below: number): number {
  return from + simulatedRandom().below(below - from);
}

export function randomBytes(count: number): Buffer {
  return Buffer.from(simulatedRandom().hex(count * 2), 'hex');
}

export function randomUUID(): string {
  const hex = simulatedRandom().hex(32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

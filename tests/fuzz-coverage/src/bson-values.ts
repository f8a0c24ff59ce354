import { Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import type { FuzzInput } from './input.js';

/** A value of any BSON type. */
export function valueFrom(input: FuzzInput): unknown {
  const made: readonly [() => unknown, ...(() => unknown)[]] = [
    () => input.text(),
    () => new Int32(input.byte() - 128),
    () => new Double(doubleFrom(input)),
    () => new Double(input.byte()),
    () => Long.fromBytes([...Buffer.concat([input.block()], 8)]),
    () => input.byte() % 2 === 0,
    () => null,
    () => new Date(doubleFrom(input)),
    () => Buffer.from(input.block()),
    () => new ObjectId(Buffer.concat([input.block()], 12)),
    () => Decimal128.fromString('1.5'),
    () => new Timestamp({ t: input.byte(), i: 1 }),
    () => [input.text(), input.byte()],
    () => ({ [input.text().replaceAll('\0', '')]: input.text() }),
    () => /x/,
  ];
  return input.pick(made)();
}

function doubleFrom(input: FuzzInput): number {
  return Buffer.concat([input.block()], 8).readDoubleLE();
}

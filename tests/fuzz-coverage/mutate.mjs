/** Bytes that parsers treat in a special way. */
const TOKENS = [
  ...[
    '"',
    '""',
    '\\',
    '\\u0000',
    '\r\n',
    '\n',
    '\r',
    ',',
    ';',
    '\t',
    '{',
    '}',
    '[',
    ']',
    ':',
    'null',
    'true',
    '{}',
    '[]',
  ],
  ...['-0', '1e999', '9007199254740993', '0', '-1', '__proto__', 'constructor', '\ufeff', '\u2028', '😀', 'æ', 'ß'],
  ...['2026-02-30', '24:00', '=cmd', "'", '%', '%00', '+', '/', '&', '#', 'W/', '*', '\u0000'],
].map((text) => Buffer.from(text));
const INTERESTING = [0, 1, 2, 7, 8, 16, 31, 32, 127, 128, 255, 254, 0xff, 0xfe, 0xc0, 0xed, 0xf4];
const MAX_BYTES = 4096;

/**
 * An input that differs from one of the inputs in some places.
 *
 * @param {readonly Uint8Array[]} inputs
 * @param {() => number} random A number in [0, 1).
 */
export function mutated(inputs, random) {
  const below = (limit) => Math.floor(random() * limit);
  const pick = (values) => values[below(values.length)];
  let bytes = Buffer.from(pick(inputs));
  const changes = [
    () => spliced(below(bytes.length + 1), 0, pick(TOKENS)),
    () => spliced(below(bytes.length + 1), below(4), Buffer.from([pick(INTERESTING)])),
    () => spliced(below(bytes.length + 1), 1, Buffer.from([below(256)])),
    () => spliced(below(bytes.length + 1), 1 + below(16), Buffer.alloc(0)),
    () => spliced(below(bytes.length + 1), 0, part(bytes)),
    () => spliced(below(bytes.length + 1), below(8), part(pick(inputs))),
    () => bytes.fill(bytes[below(bytes.length)] ?? 0, below(bytes.length), below(bytes.length)),
    () => bytes.length > 0 && bytes.writeUInt8((bytes[0] ^ (1 << below(8))) & 255, below(bytes.length)),
  ];
  for (let left = 1 + below(5); left > 0; left -= 1) pick(changes)();
  return bytes.subarray(0, MAX_BYTES);

  function spliced(at, gone, added) {
    bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + gone)]);
  }

  function part(of) {
    const at = below(of.length + 1);
    return Buffer.from(of.subarray(at, at + 1 + below(64)));
  }
}

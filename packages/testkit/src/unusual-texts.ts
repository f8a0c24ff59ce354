/** Texts that naive storage, quoting or querying gets wrong. Each must come back exactly as it went in. */
export const UNUSUAL_TEXTS = [
  '$where',
  '$ne',
  '{"$gt": ""}',
  'a.b.c',
  '.leading and trailing.',
  'O\'Hara "Kari" `x` \\ / ; --',
  '😀👩‍👩‍👧 ÆØÅ é',
  'e\u0301 is not \u00e9',
  '<script>alert(1)</script>',
  '__proto__',
  '%2F%00 #{x} {{x}}',
  'null',
  '0x1',
  '漢字 عربى עברית',
] as const;

/**
 * Whether two values are structurally equal. An absent value equals an empty list, since neither is stored. Of objects,
 * the fields named in `ignored` are not compared.
 */
export function same(a: unknown, b: unknown, ignored?: ReadonlySet<string>): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) return sameList(a ?? [], b ?? [], ignored);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return sameRecord(a as Fields, b as Fields, ignored);
}

type Fields = Readonly<Record<string, unknown>>;

function sameList(a: unknown, b: unknown, ignored?: ReadonlySet<string>): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!same(a[index], b[index], ignored)) return false;
  return true;
}

function sameRecord(a: Fields, b: Fields, ignored?: ReadonlySet<string>): boolean {
  for (const name in a) if (!ignored?.has(name) && !same(a[name], b[name], ignored)) return false;
  for (const name in b) if (!(name in a) && !ignored?.has(name) && !same(undefined, b[name])) return false;
  return true;
}

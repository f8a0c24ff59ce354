/** The placeholders of the source system for an unknown name. It counts as given, and is shown as nothing. */
const PLACEHOLDER = /^ikke ?satt$/i;

/** A name as it is kept: trimmed, inner white space collapsed, the placeholder emptied. */
export function tidiedName(name: string): string {
  const tidy = name.trim().replace(/\s+/gu, ' ');
  return PLACEHOLDER.test(tidy) ? '' : tidy;
}

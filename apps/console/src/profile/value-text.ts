import { cardOf } from './customer-texts';

/** How single kinds of values are written. */
export interface ValueTexts {
  instant(text: string): string;
  /** The code of a preference. */
  preferenceName(id: unknown): string;
  /** The value of a preference as its type is written. */
  preferenceValue(id: unknown, value: string): string;
}

/** Members of a list's entry that only the service needs. */
const TECHNICAL =
  /^(id|changedAt|createdAt|createdBy|changedBy|version|customerNumber|organisationId|ecardNumber|ecardOperator)$/;

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A value as text. The entry of a list is shown by those of its members that an employee knows. */
export function valueText(value: unknown, texts: ValueTexts): string {
  if (typeof value === 'string') return INSTANT.test(value) ? texts.instant(value) : value;
  if (Array.isArray(value)) return value.map((each) => valueText(each, texts)).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { preferenceId, preferenceValue } = value as Record<string, unknown>;
  if (preferenceId !== undefined && preferenceValue !== undefined) {
    return `${texts.preferenceName(preferenceId)}: ${texts.preferenceValue(preferenceId, String(preferenceValue))}`;
  }
  return Object.entries(value)
    .filter(([name, member]) => !TECHNICAL.test(name) && member != null)
    .map(([name, member]) => (name === 'ecardNumber16digits' ? cardOf(String(member)) : valueText(member, texts)))
    .join(', ');
}

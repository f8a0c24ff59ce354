import type { TFunction } from 'i18next';
import { en } from '../i18n/en';
import { isKeyOf } from '../i18n/is-key-of';

/** An operation as an employee would name it; its slug where there is no text for it. */
export function operationName(slug: string, t: TFunction): string {
  return isKeyOf(en.operation, slug) ? t(`operation.${slug}`) : slug;
}

/** A field as the page of the customer names it; its name where there is no text for it. */
export function fieldName(name: string, t: TFunction): string {
  if (isKeyOf(en.field, name)) return t(`field.${name}`);
  return isKeyOf(en.list, name) ? t(`list.${name}`) : name;
}

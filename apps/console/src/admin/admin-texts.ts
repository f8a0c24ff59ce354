import i18next from 'i18next';
import { enAdmin } from '../i18n/en-admin';
import { nbAdmin } from '../i18n/nb-admin';

/** Adds the texts of the administration. They are loaded with its pages, and are not part of the first load. */
export function addAdminTexts(): void {
  i18next.addResourceBundle('en', 'admin', enAdmin);
  i18next.addResourceBundle('nb', 'admin', nbAdmin);
}

import { isProfilesError, ProfilesCallError, type ProfilesError } from '@profiles/client';
import { ERROR_CATALOGUE, type ErrorCode, type FieldError } from '@profiles/contracts/calls';
import i18next, { type TFunction } from 'i18next';
import type { Texts } from '../i18n/en';
import { serviceMessage } from '../i18n/i18n';
import { fieldLabel } from './field-label';

/** A failed call as it is told to an employee. */
export interface FailureText {
  readonly title: string;
  readonly help: string;
  /** The errors in single fields of the input. */
  readonly fields: readonly string[];
  /** The correlation id, under which the service logged the call. */
  readonly reference: string | undefined;
}

/** The token was refused, or there is none any more. */
const NOT_SIGNED_IN = 611;

/** Codes whose detail names what the catalogue's text cannot know, such as the list that is full. */
const CODES_WITH_DETAIL: readonly number[] = [409, 629];

/** The text of a failure in the language of the employee. */
export function failureText(error: unknown, t: TFunction, language: string): FailureText {
  if (!isProfilesError(error)) return { title: t('failure.unexpected'), help: '', fields: [], reference: undefined };
  const reference = error.details.correlationId;
  if (isUnreachable(error)) {
    return { title: t('failure.network'), help: t('failure.networkHelp'), fields: [], reference };
  }
  const [title, help] = codeText(error.code, t, language);
  const fields = (error.details.errors ?? []).map((field) => fieldText(field, t));
  return {
    title,
    help:
      CODES_WITH_DETAIL.includes(error.code) && fields.length === 0 ? `${help} ${serviceMessage(error.message)}` : help,
    fields,
    reference,
  };
}

/** The error in one field, in the language of the employee. */
export function fieldText(error: FieldError, t: TFunction): string {
  const message = serviceMessage(error.message);
  return error.path === '' ? message : t('failure.field', { field: fieldLabel(error, t), message });
}

/** Whether there was no response of the service at all. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ProfilesCallError && ['network', 'timeout', 'bad-response'].includes(error.reason);
}

/** Whether a call failed with this code of the error catalogue. */
export function failedWith(error: unknown, code: number): error is ProfilesError {
  return isProfilesError(error) && error.code === code;
}

/**
 * The meaning of an error code and what helps, in the language of the employee: a text for customer service, otherwise that of the
 * error catalogue.
 */
export function codeText(code: ErrorCode, t: TFunction, language: string): readonly [string, string] {
  if (code === NOT_SIGNED_IN) return [t('session.ended'), t('session.endedHelp')];
  const own = `code${code}` as keyof Texts['failures'];
  if (i18next.exists(`failures.${own}.title`)) return [t(`failures.${own}.title`), t(`failures.${own}.help`)];
  const entry = ERROR_CATALOGUE[code];
  return language === 'en' ? [entry.shortEnglish, entry.longEnglish] : [entry.shortNorwegian, entry.longNorwegian];
}

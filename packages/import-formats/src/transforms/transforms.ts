import { country } from './countries.js';
import { date, datetime, epoch } from './dates.js';
import { language } from './languages.js';
import { firstName, surname } from './names.js';
import { digits, integer, lower, number, postCode, replaced, upper, yesNo } from './plain.js';
import { telephone } from './telephone.js';
import type { Transform } from './transform.js';

/** The transforms that a mapping can name. */
export const TRANSFORMS = {
  date,
  datetime,
  epoch,
  telephone,
  country,
  language,
  'first-name': firstName,
  surname,
  'post-code': postCode,
  number,
  integer,
  'yes-no': yesNo,
  values: replaced,
  lower,
  upper,
  digits,
} as const satisfies Record<string, Transform>;

/** The name of a transform. */
export type TransformName = keyof typeof TRANSFORMS;

/** The names of all transforms. */
export const TRANSFORM_NAMES = Object.keys(TRANSFORMS) as [TransformName, ...TransformName[]];

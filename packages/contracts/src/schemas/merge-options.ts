import { TAKEABLE_FIELDS } from '@profiles/domain';
import { z } from 'zod';

/** The choices about single-valued fields in a merge, a connect and their preview [TAKE-1]. */
export const mergeOptions = {
  fillBlanks: z
    .boolean()
    .optional()
    .meta({
      examples: [true],
      description: 'Fill the empty fields of the customer who stays from the other one. Lists are not affected.',
    }),
  take: z
    .array(z.enum(TAKEABLE_FIELDS))
    .max(100)
    .optional()
    .meta({
      examples: [['email']],
      description:
        'Fields whose value is taken from the other customer even though the one who stays has a value. A verification timestamp goes with its value, and the two halves of a telephone number go together. A field that is empty there is not taken.',
    }),
};

/** The form in which post codes are compared: without blanks and hyphens, in upper case. `114 55` equals `11455`. */
export function comparablePostCode(postCode: string): string {
  return postCode.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
}

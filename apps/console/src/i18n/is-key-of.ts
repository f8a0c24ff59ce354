/** Whether a group of texts has one of this name: the service may know more names than the console. */
export function isKeyOf<T extends object>(texts: T, name: string): name is Extract<keyof T, string> {
  return Object.hasOwn(texts, name);
}

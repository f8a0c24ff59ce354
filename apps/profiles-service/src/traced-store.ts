import type { ProfileStore } from '@profiles/application';
import { inSpan } from '@profiles/service-kit';

/**
 * The store, with a span for each of its operations below a parent. The spans name the operation and no values. A shared query or
 * a group commit is in the trace of each call that takes part in it.
 */
export function tracedStore<T extends object = ProfileStore>(store: T, parent: string, path = ''): T {
  return new Proxy(store, {
    get(target, property, receiver) {
      const member = Reflect.get(target, property, receiver) as unknown;
      if (typeof property !== 'string') return member;
      const name = `${path}${property}`;
      if (typeof member === 'object' && member !== null) return tracedStore(member, parent, `${name}.`);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]) => {
        const result = Reflect.apply(member, target, args) as unknown;
        if (!(result instanceof Promise)) return result;
        const attributes = { 'db.system.name': 'mongodb', 'db.operation.name': name };
        const span = {
          scope: 'profiles-service',
          name: `mongodb ${name}`,
          kind: 'client',
          parent,
          attributes,
        } as const;
        return inSpan(span, () => result);
      };
    },
  });
}

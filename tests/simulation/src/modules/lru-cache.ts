// Takes the place of lru-cache in the bundle of the simulation. The real one allocates memory for 100 000 customers at once,
// which takes longer than a simulation.
export class LRUCache<K, V> extends Map<K, V> {
  constructor(_settings: { readonly max: number }) {
    super();
  }
}

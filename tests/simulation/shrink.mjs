/**
 * Looks for a smaller case with the same broken guarantee: kinds of failures that do not happen, then actions that are left
 * out, in halves and finally one by one.
 *
 * @param {{ run: (request: object) => Promise<object> }} workers
 * @param {{ seed: number, run: object }} failed
 */
export async function shrunk(workers, { seed, run }) {
  const { guarantee } = run.failure;
  let best = { simulated: { seed, without: [], calm: [] }, run };

  /** Takes the first candidate that breaks the same guarantee. */
  async function tried(candidate) {
    const other = await workers.run({ simulated: candidate });
    if (other.failure?.guarantee !== guarantee) return false;
    best = { simulated: candidate, run: other };
    return true;
  }

  const kinds = run.kinds;
  await tried({ ...best.simulated, calm: kinds });
  for (const kind of kinds) {
    const { calm } = best.simulated;
    if (!calm.includes(kind)) await tried({ ...best.simulated, calm: [...calm, kind] });
  }
  for (let size = Math.ceil(run.actions / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    let at = 0;
    while (at < run.actions) {
      const { without } = best.simulated;
      const part = Array.from({ length: Math.min(size, run.actions - at) }, (_, index) => at + index);
      const isNew = part.some((one) => !without.includes(one));
      if (isNew) await tried({ ...best.simulated, without: [...new Set([...without, ...part])].sort((a, b) => a - b) });
      at += size;
    }
  }
  const recorded = await workers.run({ simulated: best.simulated, records: true });
  return { simulated: best.simulated, run: recorded, actions: run.actions };
}

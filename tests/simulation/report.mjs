/** The text about a failure: the smallest case, its last steps, and the command that repeats it. */
export function reportOf({ simulated, run, actions }, plant) {
  const left = actions - simulated.without.length;
  const lines = run.lines ?? [];
  return [
    `Shrunk to ${left} of ${actions} actions, ${run.steps} steps:`,
    ...lines.slice(-60).map((line) => `  ${line.slice(0, 300)}`),
    `Repeat it: npm run simulate -- --trace${plant === undefined ? '' : ` --plant '${plant}'`} --case '${JSON.stringify(simulated)}'`,
  ].join('\n');
}

/** Adds up what the seeds have done. */
export function summaryOf() {
  const total = { seeds: 0, steps: 0, calls: 0, commits: 0 };
  const happened = new Map();
  const succeeded = new Map();
  const cpu = process.cpuUsage();
  return {
    add(run) {
      total.seeds += 1;
      for (const name of ['steps', 'calls', 'commits']) total[name] += run[name];
      for (const [kind, times] of run.happened) happened.set(kind, (happened.get(kind) ?? 0) + times);
      for (const slug of run.succeeded) succeeded.set(slug, (succeeded.get(slug) ?? 0) + 1);
    },
    text(seconds) {
      const failures = [...happened].map(([kind, times]) => `${kind} ${times}`).sort();
      const { user, system } = process.cpuUsage(cpu);
      const perSeed = Math.round((user + system) / 1000 / total.seeds);
      return [
        `${total.seeds} seeds hold, in ${Math.round(seconds)} s, ${perSeed} ms of processor time each: ${total.calls} calls, ${total.commits} commits, ${total.steps} steps`,
        `failures: ${failures.join(', ')}`,
        `${succeeded.size} operations succeeded`,
      ].join('\n');
    },
  };
}

import { usageOfProcess } from '../process-usage.js';

const EVERY_MILLIS = 200;
const MEBIBYTE = 1024 * 1024;

/** The memory that a process held, in MiB. */
export interface Held {
  readonly name: string;
  readonly first: number;
  /** The median of the last quarter of the samples: what it holds when it has run for long. */
  readonly last: number;
  readonly most: number;
  readonly cpuSeconds: number;
}

/** Looks at the resident memory of processes several times a second until it is ended. */
export function watchMemory(pids: Readonly<Record<string, number>>): { end(): Held[] } {
  const samples = new Map(Object.keys(pids).map((name) => [name, [] as number[]]));
  const cpuBefore = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuOf(pid)]));
  const cpuAfter: Record<string, number> = { ...cpuBefore };
  const look = () => {
    for (const [name, pid] of Object.entries(pids)) {
      const usage = usageIfThere(pid);
      if (usage === undefined) continue;
      samples.get(name)?.push(usage.rss / MEBIBYTE);
      cpuAfter[name] = usage.cpuMicros;
    }
  };
  look();
  const timer = setInterval(look, EVERY_MILLIS);
  return {
    end() {
      clearInterval(timer);
      look();
      return [...samples].map(([name, all]) => {
        const late = all.slice(-Math.ceil(all.length / 4)).sort((one, other) => one - other);
        return {
          ...{ name, first: all[0] ?? 0, last: late[Math.floor(late.length / 2)] ?? 0, most: Math.max(0, ...all) },
          cpuSeconds: ((cpuAfter[name] ?? 0) - (cpuBefore[name] ?? 0)) / 1_000_000,
        };
      });
    },
  };
}

function cpuOf(pid: number): number {
  return usageIfThere(pid)?.cpuMicros ?? 0;
}

function usageIfThere(pid: number): ReturnType<typeof usageOfProcess> | undefined {
  try {
    return usageOfProcess(pid);
  } catch {
    return undefined;
  }
}

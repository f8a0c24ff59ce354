import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/** The folder of the repository; the same from src and from dist. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export const HELP = `npm start                     starts everything, fills in sample customers the first time, and stays
npm start -- --check          tries the whole system on free ports with data of its own, and ends with 0 or 1
npm start -- --seed 100       another number of sample customers than 2000 (0: none)
npm start -- --data <folder>  keeps the data there instead of in .data
npm start -- --watch          restarts an app when its compiled files change (npm run dev compiles them on save)
npm start -- --without <app>  leaves one app to a debugger; its settings are in <data>/env/<app>.env
npm start -- --help           this text

MONGODB_URI and NATS_URL name servers to use instead of starting some; LOG_LEVEL is handed to the apps.`;

export type StartOptions = {
  check: boolean;
  help: boolean;
  /** How many sample customers there should be. */
  customers: number;
  dataDir: string;
  /** Restarts an app when its compiled files change. */
  watch: boolean;
  /** The app that a debugger starts instead. */
  without: string | undefined;
};

const CUSTOMERS = 2_000;
const CUSTOMERS_IN_CHECK = 200;

/** The options of the command line. Throws, with a sentence for the reader, when they can't be understood. */
export function optionsFrom(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      seed: { type: 'string' },
      data: { type: 'string' },
      watch: { type: 'boolean', default: false },
      without: { type: 'string' },
    },
  });
  if (values.check && values.data !== undefined) throw new Error('--check brings its own data: leave out --data.');
  const wished = values.seed ?? String(values.check ? CUSTOMERS_IN_CHECK : CUSTOMERS);
  if (!/^\d{1,4}$/.test(wished)) throw new Error('--seed takes a number from 0 to 9999.');
  return {
    check: values.check,
    help: values.help,
    customers: Number(wished),
    dataDir: values.data ?? join(ROOT, '.data'),
    watch: values.watch,
    without: values.without,
  };
}

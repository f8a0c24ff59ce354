import { runCheck } from './check/run-check.js';
import { runInForeground } from './start/foreground.js';
import { HELP, optionsFrom, type StartOptions } from './start/options.js';

let options: StartOptions;
try {
  options = optionsFrom(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${HELP}`);
  process.exit(2);
}
if (options.help) console.log(HELP);
else process.exit(options.check ? await runCheck(options) : await runInForeground(options));

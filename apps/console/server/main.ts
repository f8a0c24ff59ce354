import { runApp } from '@profiles/service-kit';
import { startConsole } from './compose.js';
import { configFrom } from './env.js';

await runApp('console', process.env, (env) => startConsole(configFrom(env)));

import { runApp } from '@profiles/service-kit';
import { startAllInOne } from './compose.js';
import { configFrom } from './env.js';

await runApp('all-in-one', process.env, (env) => startAllInOne(configFrom(env)));

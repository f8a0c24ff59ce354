import { runApp } from '@profiles/service-kit';
import { configFrom } from './env.js';
import { startProfilesService } from './start.js';

await runApp(process.env, (env) => startProfilesService(configFrom(env)));

import { runApp } from '@profiles/service-kit';
import { configFrom } from './env.js';
import { startProfilesService } from './start.js';

await runApp('profiles-service', process.env, (env) => startProfilesService(configFrom(env)));

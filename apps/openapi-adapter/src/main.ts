import { runApp } from '@profiles/service-kit';
import { configFrom } from './env.js';
import { startOpenApiAdapter } from './start.js';

await runApp(process.env, (env) => startOpenApiAdapter(configFrom(env)));

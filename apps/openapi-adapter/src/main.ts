import { runApp } from '@profiles/service-kit';
import { configFrom } from './env.js';
import { startOpenApiAdapter } from './start.js';

await runApp('openapi-adapter', process.env, (env) => startOpenApiAdapter(configFrom(env)));

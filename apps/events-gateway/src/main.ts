import { runApp } from '@profiles/service-kit';
import { startEventsGateway } from './compose.js';
import { configFrom } from './env.js';

await runApp('events-gateway', process.env, (env) => startEventsGateway(configFrom(env)));

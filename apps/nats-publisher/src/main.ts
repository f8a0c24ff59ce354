import { runApp } from '@profiles/service-kit';
import { startPublisher } from './compose.js';
import { configFrom } from './env.js';

await runApp('nats-publisher', process.env, (env) => startPublisher(configFrom(env)));

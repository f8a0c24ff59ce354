import { fileURLToPath } from 'node:url';
import { ProfilesError } from '@profiles/contracts';
import {
  createHttpServer,
  type EdgeSettings,
  listen,
  MONITORING_PATHS,
  newMetrics,
  type RunningApp,
} from '@profiles/service-kit';
import type { FastifyInstance } from 'fastify';
import type { BrowserConfig } from './browser-config.js';
import { addSecurityHeaders } from './security-headers.js';
import { checkWebFiles, serveWebFiles } from './web-files.js';

export interface ConsoleConfig {
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Time between becoming unready and closing, in milliseconds. @defaultValue 0 */
  readonly drainMillis?: number | undefined;
  readonly edge?: EdgeSettings;
  readonly browser: BrowserConfig;
  /** Folder of the built app. @defaultValue `dist/web` of this package */
  readonly webFolder?: string | undefined;
  /** The revision of the build, for `build_info`. @defaultValue `unknown` */
  readonly revision?: string | undefined;
}

/** The same from `server` and from `dist`. */
const WEB_FOLDER = fileURLToPath(new URL('../dist/web/', import.meta.url));

/**
 * Starts the web server of the console: the built app and `/config.json`. It calls no other app; browsers do.
 *
 * @throws {@link ListenError} when the address is not available.
 */
export async function startConsole(config: ConsoleConfig): Promise<RunningApp> {
  const { host, port, drainMillis, browser, webFolder = WEB_FOLDER } = config;
  const { server } = createHttpServer({
    name: 'console',
    metrics: newMetrics('console', config.revision),
    logLevel: config.logLevel,
    ...(config.edge !== undefined && { edge: config.edge }),
    readiness: { page: () => checkWebFiles(webFolder) },
  });
  hideMonitoringBehindProxies(server);
  addSecurityHeaders(server, browser);
  server.get('/config.json', (_request, reply) => reply.header('cache-control', 'no-cache').send(browser));
  serveWebFiles(server, webFolder);
  return listen(server, { host, port, drainMillis, release: async () => undefined });
}

/** An ingress passes every path on, because every path can be a route of the app. Monitors call the server directly. */
function hideMonitoringBehindProxies(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ headers, routeOptions: { url = '' } }) => {
    if (headers['x-forwarded-for'] !== undefined && MONITORING_PATHS.includes(url)) throw new ProfilesError(404);
  });
}

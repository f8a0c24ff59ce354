import { createServer, type IncomingMessage, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** A proxy that executes the first rows of an import after the second ones, if those are sent meanwhile. */
export async function reorderingProxy(target: string) {
  const executed: number[] = [];
  let isExecuted = false;
  const server = createServer(async (request, response) => {
    const { body, ...sent } = await readRequest(request);
    const { firstRow } = (body.length > 0 ? JSON.parse(body.toString()) : {}) as { firstRow?: number };
    for (let waited = 0; firstRow === 1 && !isExecuted && waited < WAIT_MILLIS; waited += 10) await pause(10);
    const reply = await fetch(`${target}${request.url}`, { ...sent, ...(body.length > 0 && { body }) });
    const text = await reply.text();
    if (firstRow !== undefined) executed.push(firstRow);
    if (firstRow !== undefined) isExecuted = firstRow === 501;
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' }).end(text);
  });
  return { executed, ...(await listening(server)) };
}

/** How long the first rows wait for the second ones, in milliseconds: longer than any of them takes. */
const WAIT_MILLIS = 10_000;

async function readRequest(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
  const body = Buffer.concat(chunks);
  return { method: request.method ?? 'GET', headers: headers as Record<string, string>, body };
}

async function listening(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** A proxy that aborts the command when a number of requests of rows of an import, not of a dry run, were executed. */
export async function stoppingProxy(target: string, after: number, stopped: AbortController) {
  let isDryRun = true;
  let rows = 0;
  let isOpen = false;
  const server = createServer(async (request, response) => {
    const { body, ...sent } = await readRequest(request);
    if (request.url?.endsWith('/imports')) isDryRun = body.includes('"dryRun":true');
    const reply = await fetch(`${target}${request.url}`, { ...sent, ...(body.length > 0 && { body }) });
    const text = await reply.text();
    if (!isDryRun && request.url?.endsWith('/rows')) rows += 1;
    if (!isOpen && rows === after) {
      stopped.abort();
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'text/plain' }).end(text);
  });
  return {
    ...(await listening(server)),
    passAll: () => {
      isOpen = true;
    },
  };
}

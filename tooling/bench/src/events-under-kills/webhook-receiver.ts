/** Receives webhooks and notes each delivery before it accepts it. A process of its own, which is killed. */
import { createServer } from 'node:http';
import type { NotedChange } from './channel-check.js';
import { openNotes } from './notes.js';
import { receiverSettings } from './receiver-settings.js';

const { organisations, port } = receiverSettings();
const notesOf = new Map(
  organisations.map(({ organisationId, notesFile }) => [`/${organisationId}`, openNotes(notesFile)]),
);
createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { data } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { data: NotedChange };
    notesOf.get(request.url ?? '')?.add([data]);
    response.writeHead(204).end();
  });
}).listen(port, '127.0.0.1');

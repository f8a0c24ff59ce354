import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import { type ClientSession, type Document, MongoClient } from 'mongodb';
import type { Contender, Surroundings } from './contender.js';

type Row = Document & { _id: number };

/**
 * The naive ceiling: routes on Fastify that call the driver and nothing else. No token, no validation, no rules, no
 * history; writes in a transaction with one event, since that much is promised.
 */
export async function startCeiling({ mongoUri, database }: Surroundings): Promise<Contender> {
  const client = await new MongoClient(mongoUri, { maxPoolSize: 50 }).connect();
  const db = client.db(database);
  const profiles = db.collection<Row>('profiles');
  const ecards = db.collection('ecards');
  const outbox = db.collection<Document & { _id: string }>('ceilingOutbox');
  await db.createCollection('ceilingOutbox').catch(() => undefined);
  let next = 5_000_000_000 + Math.floor(Math.random() * 1_000_000_000);
  const server = Fastify();

  const event = (customerNumber: number, session: ClientSession) =>
    outbox.insertOne({ _id: randomUUID(), customerNumber, occurredAt: new Date(), type: 'UPDATE' }, { session });
  const inTransaction = (work: (session: ClientSession) => Promise<unknown>) =>
    client.withSession((session) => session.withTransaction(() => work(session), { writeConcern: { w: 'majority' } }));

  server.get<{ Params: { id: string } }>('/profiles/:id', ({ params }) => profiles.findOne({ _id: Number(params.id) }));
  server.get<{ Querystring: { email: string } }>('/by-email', ({ query }) =>
    profiles.findOne({ organisationId: 1, uniqueKeys: `email:${query.email}` }),
  );
  server.get<{ Querystring: { term: string } }>('/search', ({ query }) =>
    profiles.find({ organisationId: 1, terms: query.term }).limit(20).toArray(),
  );
  server.post<{ Body: { customerNumbers: number[] } }>('/lookup', ({ body }) =>
    profiles.find({ _id: { $in: body.customerNumbers } }, { batchSize: 1001 }).toArray(),
  );
  server.post<{ Body: Document & { email: string } }>('/profiles', async ({ body }) => {
    const _id = next++;
    const document = {
      ...body,
      _id,
      revision: 1,
      uuid: randomUUID(),
      uniqueKeys: [`email:${body.email}`, `ref:${_id}`],
    };
    await inTransaction(async (session) => {
      await profiles.insertOne(document, { session });
      await event(_id, session);
    });
    return document;
  });
  server.put<{ Params: { id: string }; Body: Document }>('/profiles/:id', async ({ params, body }) => {
    const _id = Number(params.id);
    await inTransaction(async (session) => {
      await profiles.updateOne({ _id }, { $set: body, $inc: { revision: 1 } }, { session });
      await event(_id, session);
    });
    return profiles.findOne({ _id });
  });
  server.put<{ Body: { ecardNumber: number; from: number; to: number } }>('/card', async ({ body }) => {
    const { ecardNumber, from, to } = body;
    await inTransaction(async (session) => {
      await ecards.updateOne({ ecardNumber, current: true }, { $set: { customerNumber: to } }, { session });
      for (const _id of [from, to]) {
        await profiles.updateOne({ _id }, { $inc: { revision: 1 } }, { session });
        await event(_id, session);
      }
    });
    return { ecardNumber };
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    async close() {
      await server.close();
      await client.close();
    },
  };
}

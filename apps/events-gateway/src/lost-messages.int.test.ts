import { mortalBroker } from '@profiles/devstack';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type GatewayWorld, gatewayWorld, NATS_URL, sentEvents } from './testing/gateway-world.js';

describe.skipIf(NATS_URL === undefined)(
  'a broker that has lost its newest messages, and uses their sequences again',
  () => {
    let broker: Awaited<ReturnType<typeof mortalBroker>>;
    let world: GatewayWorld;
    beforeAll(async () => {
      broker = await mortalBroker();
      world = await gatewayWorld(broker.url);
    });
    afterAll(async () => {
      await world?.close();
      await broker?.stop();
    });

    const publishRevisions = async (from: number, until: number) => {
      for (let revision = from; revision <= until; revision += 1) await world.publish({ revision });
    };

    test('a cursor of a lost message is 410 (630), whether or not its sequence is in use again', async () => {
      const { url } = await world.start();
      await publishRevisions(1, 3);
      const kept = await world.page(url, 1, { wait: 5 });
      await eventually('three events', async () => (await world.page(url, 1)).items.length === 3);
      await broker.kill();
      await broker.keepData();
      await broker.start();
      await eventually('a ready gateway', async () => (await fetch(`${url}/readyz`)).ok);
      await publishRevisions(4, 6);
      await eventually('six events', async () => (await world.page(url, 1)).items.length === 6);
      const pages = { fourth: await world.page(url, 1, { limit: 4 }), sixth: await world.page(url, 1, { limit: 6 }) };
      const listening = await world.listen(url, { organisationId: 1 });
      await broker.kill();
      await broker.loseNewest();
      await broker.start();
      await eventually('a ready gateway', async () => (await fetch(`${url}/readyz`)).ok);
      // The listener was disconnected: what it would get next follows events that are lost.
      expect(await sentEvents(listening, Number.POSITIVE_INFINITY)).toEqual([]);

      const refusalOf = async (after: string, gateway = url) => {
        const response = await world.list(gateway, { organisationId: 1 }, { after });
        const { errorCode, detail } = (await response.json()) as { errorCode?: number; detail?: string };
        return [errorCode, detail];
      };
      const lost = [630, expect.stringContaining('lost its newest events')];
      // Ahead of the stream.
      expect(await refusalOf(pages.fourth.nextCursor)).toEqual(lost);
      // The sequences of the lost events belong to other ones.
      await publishRevisions(11, 14);
      await eventually('seven events', async () => (await world.page(url, 1)).items.length === 7);
      for (const gateway of [url, (await world.start({ window: { events: 1, bytes: 100_000 } })).url]) {
        expect(await refusalOf(pages.fourth.nextCursor, gateway)).toEqual(lost);
        expect(await refusalOf(pages.sixth.nextCursor, gateway)).toEqual(lost);
        // A cursor of a kept event goes on.
        const next = await world.page(gateway, 1, { after: kept.nextCursor });
        expect(next.items.map(({ data }) => data.revision).slice(-4)).toEqual([11, 12, 13, 14]);
      }
    });
  },
);

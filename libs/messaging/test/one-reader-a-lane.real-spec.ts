import { connect } from 'amqplib';
import type { Socket } from 'node:net';
import { eventually, realServers } from '../../../test/support';
import { Desk, openGateway } from './desk';
import { prepareDatabase } from './desk-database.fixture';

/** A lane with two readers would be read by one of them after the service has let go of it. */

const servers = realServers();
const LANES = 4;
let desk: Desk | undefined;

afterEach(() => desk?.close());

test('however often the connection is lost, each lane has one reader', async () => {
  const [databaseUrl, amqpUrl] = [await servers.freshDatabase('gateway'), await servers.freshVhost()];
  await prepareDatabase(databaseUrl);
  desk = await openGateway({ instance: 'gateway-1', databaseUrl, amqpUrl });
  const { broker } = desk.runtime;
  const observer = await connect(amqpUrl);
  const channel = await observer.createChannel();
  const readers = (): Promise<number[]> =>
    Promise.all(
      Array.from(
        { length: LANES },
        async (_, lane) => (await channel.checkQueue(`portway.gateway.lane-${lane}`)).consumerCount,
      ),
    );
  try {
    await eventually(() => broker.connected);
    await eventually(async () => expect(await readers()).toEqual([1, 1, 1, 1]));
    for (let round = 0; round < 3; round += 1) {
      const back = new Promise<void>((resolve) => broker.once('up', resolve));
      (broker as unknown as { model: { connection: { stream: Socket } } }).model.connection.stream.destroy(
        new Error('cable pulled'),
      );
      await back;
      // Longer than any pause after which a lane is subscribed again.
      const until = Date.now() + 1_200;
      const seen: number[] = [];
      await eventually(async () => {
        seen.push(...(await readers()));
        expect(Date.now()).toBeGreaterThan(until);
      });
      expect(Math.max(...seen)).toBe(1);
      expect(await readers()).toEqual([1, 1, 1, 1]);
    }
  } finally {
    await observer.close();
  }
});

import { FilingHeld } from '#contracts';
import { timeOrderedId } from '#kernel';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { eventually } from '../../../../test/support';
import { stop } from '../downtime/downtime.fixture';
import { sample } from '../gateway.fixture';
import { GateKeeper } from './gate-keeper';
import { Gates } from './gates';
import { HeldTeller } from './held-teller';

let gate: GatewayBench;
beforeEach(async () => {
  gate = await gatewayBench();
  // Here nobody tells but the test.
  await gate.service.app.get(GateKeeper, { strict: false }).onApplicationShutdown();
});
afterEach(() => gate?.close());

const file = async (serial: number): Promise<string> => {
  const body = { ...JSON.parse(sample('cargo-release.json')), entryNumber: `B76-${String(serial).padStart(7, '0')}-0` };
  return (await gate.fileJson('/filings/cargo-release', body).expect(202)).body.filingId;
};
const tell = async (): Promise<string[]> => {
  const entry = (await gate.service.app.get(Gates, { strict: false }).refresh()).find(
    ({ module, direction }) => module === 'entry' && direction === 'inbound',
  )!;
  for (let look = 0; look < 4; look += 1) await gate.service.app.get(HeldTeller, { strict: false }).tell(entry);
  return (await gate.published(FilingHeld)).map(({ data }) => data.filingId);
};

test('officers also learn of a filing whose transmission took longer to store than later ones', async () => {
  await stop(gate, 'entry', 'inbound');
  const first = await file(71);
  const slow = timeOrderedId();
  const large = gate.source.createQueryRunner();
  await large.startTransaction();
  await large.query(
    `INSERT INTO filing (transmission_id, id, account_id, channel, ordinal, module, kind, subject, reference, state, received_at)
     SELECT transmission_id, $2, account_id, channel, 1, module, kind, subject, reference, state, received_at FROM filing WHERE id = $1`,
    [first, slow],
  );
  await large.query(
    `INSERT INTO outbox (destination, lane, message_id, type, version, subject, correlation_id, hash, data, created_at)
     SELECT destination, lane, gen_random_uuid(), type, version, subject, $2, hash, replace(data, $1, $2), now() FROM outbox WHERE destination = 'entry' AND correlation_id = $1`,
    [first, slow],
  );
  const later = await file(72);
  await tell();
  await large.commitTransaction();
  await large.release();
  await eventually(async () => expect(await tell()).toEqual([first, slow, later]));
});

test('a filing that cannot be read for officers keeps the others from nothing', async () => {
  await stop(gate, 'entry', 'inbound');
  const [bad, good] = [await file(73), await file(74)];
  await gate.source.query(`UPDATE outbox SET data = '{' WHERE destination = 'entry' AND correlation_id = $1`, [bad]);
  await eventually(async () => expect(await tell()).toEqual([good]));
});

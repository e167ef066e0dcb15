import request from 'supertest';
import { Uses } from '#access';
import { AccountUsed, accountSubject, CeeAccountTold, DeactivationAnnounced } from '#contracts';
import { hashApiKey } from '#service';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { NoticesConsumer } from '../answers/notices.consumer';
import { BROKER_KEY } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

test('the account service is told once which keys were used, however often, and of no key that opened nothing', async () => {
  const get = (key: string) => request(gate.service.url).get('/mailbox').set('authorization', `Bearer ${key}`);
  for (let time = 0; time < 20; time += 1) expect((await get(BROKER_KEY)).status).toBe(200);
  await get('pk_nobody_has_this_key');
  expect(await gate.published(AccountUsed)).toEqual([]);
  const uses = gate.service.app.get(Uses, { strict: false });
  await uses.tell();
  await uses.tell();
  const told = await gate.published(AccountUsed);
  expect(told.map(({ data }) => data.keys)).toEqual([
    [{ hash: hashApiKey(BROKER_KEY), lastUsedAt: told[0]!.data.lastUsedAt }],
  ]);
});

test('an account finds in its mailbox that it is about to be deactivated, since when nobody used it, and by what', async () => {
  const data = DeactivationAnnounced.example;
  await gate.handle((context) =>
    gate.service.app
      .get(NoticesConsumer, { strict: false })
      .deactivations([received(DeactivationAnnounced, accountSubject(data.accountId), data)], context),
  );
  const rows = await gate.source.query(
    `SELECT account_id, application, body FROM mailbox WHERE application = 'account'`,
  );
  expect(rows).toMatchObject([{ account_id: data.accountId }]);
  expect(JSON.parse(rows[0].body)).toEqual(data);
});

test('what a Center tells an account is in its mailbox under the name of what it is about, as it was told', async () => {
  const data = CeeAccountTold.example;
  await gate.handle((context) =>
    gate.service.app
      .get(NoticesConsumer, { strict: false })
      .centers([received(CeeAccountTold, accountSubject(data.accountId), data)], context),
  );
  const rows = await gate.source.query(`SELECT account_id, body FROM mailbox WHERE application = $1`, [data.about]);
  expect(rows).toMatchObject([{ account_id: data.accountId }]);
  expect(JSON.parse(rows[0].body)).toEqual(data);
});

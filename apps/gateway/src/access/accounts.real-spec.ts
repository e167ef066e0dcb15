import { AccountChanged } from '#contracts';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { received } from '../../../../test/support/handler-bench';
import { BROKER_KEY, partners } from '../gateway.fixture';
import { AccountChangedConsumer } from './account-changed.consumer';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench({ KEY_CACHE_SECONDS: '300' });
});
afterAll(() => gate?.close());

test('a key that is revoked is refused at once, though it was used while the change was being written', async () => {
  const [broker] = await partners();
  await gate.call('get', '/mailbox').expect(200);
  await gate.handle(async (context) => {
    const revoked = { ...broker!, version: 2, apiKeyHashes: [] };
    await gate.service.app.get(AccountChangedConsumer, { strict: false }).take([received(AccountChanged, `account:${revoked.accountId}`, revoked)], context);
    await gate.call('get', '/mailbox', BROKER_KEY).expect(200);
  });
  await gate.call('get', '/mailbox', BROKER_KEY).expect(401);
});

import { SuggestionAnswered } from '#contracts';
import { received } from '../../../../test/support/handler-bench';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { SuggestionAnsweredConsumer } from './suggestion-answered.consumer';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

test('an account finds what became of its suggestion in its mailbox', async () => {
  const { accountId, ...answer } = SuggestionAnswered.example;
  await gate.handle((context) =>
    gate.service.app
      .get(SuggestionAnsweredConsumer, { strict: false })
      .take([received(SuggestionAnswered, 'suggestion:SG-26-000017', { accountId, ...answer })], context),
  );
  const rows = await gate.source.query('SELECT account_id, application, body FROM mailbox');
  expect(rows).toMatchObject([{ account_id: accountId, application: 'suggestion' }]);
  expect(JSON.parse(rows[0].body)).toMatchObject({ number: 'SG-26-000017', decision: 'accepted' });
});

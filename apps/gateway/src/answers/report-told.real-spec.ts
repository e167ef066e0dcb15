import { ReportTold } from '#contracts';
import { received } from '../../../../test/support/handler-bench';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { ReportToldConsumer } from './report-told.consumer';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

test('an account finds in its mailbox that a report is ready and where it is, and nothing of what stands in it', async () => {
  const { accountId, ...told } = ReportTold.example;
  await gate.handle((context) =>
    gate.service.app
      .get(ReportToldConsumer, { strict: false })
      .take([received(ReportTold, `account:${ReportTold.example.accountId}`, { accountId, ...told })], context),
  );
  const rows = await gate.source.query('SELECT account_id, application, body FROM mailbox');
  expect(rows).toMatchObject([{ account_id: accountId, application: 'report' }]);
  expect(JSON.parse(rows[0].body)).toMatchObject({ about: 'report ready', result: told.result, rows: 42 });
});

import { openApiText } from './openapi.document';
import { gatewayBench, type GatewayBench } from '../../../test/support/gateway-bench';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

test('the document that is served is the one that is committed for partners', async () => {
  const { body } = await gate.call('get', '/openapi.json').expect(200);
  expect(body).toEqual(JSON.parse(await openApiText()));
});

test('every address of the gateway is in it, with its answers', async () => {
  const { body } = await gate.call('get', '/openapi.json').expect(200);
  expect(Object.keys(body.paths).sort()).toEqual([
    '/abi',
    '/abi/{id}',
    '/activity',
    '/activity/heads',
    '/activity/keys',
    '/activity/tree',
    '/agency/entries/{filerCode}/{entryNumber}/decision',
    '/agency/lines',
    '/bills/{billKey}',
    '/bonds',
    '/bonds/{number}',
    '/downtime-summaries/{id}/filings',
    '/drawback-claims/{filerCode}/{claimNumber}',
    '/entries/{filerCode}/{entryNumber}',
    '/filings',
    '/filings/arrival',
    '/filings/bond',
    '/filings/cargo-release',
    '/filings/drawback-claim',
    '/filings/entry-summary',
    '/filings/manifest',
    '/filings/{id}',
    '/liquidations',
    '/mailbox',
    '/mailbox/ack',
    '/mailbox/{id}/ack',
    '/officer/bills/{billKey}/holds',
    '/officer/bills/{billKey}/holds/remove',
    '/officer/entries/{filerCode}/{entryNumber}/review',
    '/officer/gates',
    '/officer/gates/{module}/held/processed-outside',
    '/officer/gates/{module}/{direction}/held',
    '/questions/bills/{billKey}',
    '/questions/duty',
    '/questions/entries/{filerCode}/{entryNumber}',
    '/questions/entry-summaries',
    '/questions/entry-summaries/{filerCode}/{entryNumber}',
    '/questions/importers',
    '/questions/in-bonds/{inBondNumber}',
    '/status/summary.json',
    '/webhooks',
    '/webhooks/{id}',
    '/webhooks/{id}/deliveries',
    '/webhooks/{id}/deliveries/{deliveryId}/resend',
    '/webhooks/{id}/recoveries',
    '/x12',
    '/x12/{id}',
  ]);
  const filing = body.paths['/filings/cargo-release'].post;
  expect(filing.requestBody.content['application/json'].schema).toMatchObject({
    additionalProperties: false,
    required: ['action', 'entryNumber'],
  });
  expect(Object.keys(filing.responses)).toEqual(
    expect.arrayContaining(['202', '400', '401', '403', '409', '413', '422', '503']),
  );
});

test('people read it as a page', async () => {
  const { text } = await gate.call('get', '/docs').expect(200);
  expect(text).toContain('POST /filings/cargo-release');
});

test('every address but the status page, the bulletin of liquidations, and the public heads and keys of activity logs, asks for a key', async () => {
  const { body } = await gate.call('get', '/openapi.json').expect(200);
  const open: string[] = [];
  for (const [path, methods] of Object.entries(body.paths as Record<string, object>)) {
    for (const method of Object.keys(methods)) {
      const response = await fetch(gate.service.url + path.replace(/\{\w+\}/g, 'x'), { method: method.toUpperCase() });
      await response.body?.cancel();
      if (response.status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer');
      else open.push(`${method} ${path}`);
    }
  }
  expect(open).toEqual(['get /liquidations', 'get /status/summary.json', 'get /activity/tree', 'get /activity/keys']);
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askPatiently } from './ask-patiently';

/** What is answered to a service that says these one after the other, the last for ever, and how often it was asked. */
const asked = async (statuses: readonly number[], patience?: number): Promise<[status: number, times: number]> => {
  let times = 0;
  const server = createServer((_, response) => {
    response.writeHead(statuses[Math.min(times++, statuses.length - 1)]!, { 'retry-after': '0.01' }).end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/filings/bond`;
    return [(await askPatiently(url, { method: 'POST', body: '{}' }, patience)).status, times];
  } finally {
    server.close();
  }
};

test('what puts the demo on file waits as it is told where a service cannot just now, and takes every other answer as it is', async () => {
  expect(await asked([503, 429, 503, 201])).toEqual([201, 4]);
  expect(await asked([422, 201])).toEqual([422, 1]);
  expect(await asked([500, 201])).toEqual([500, 1]);
});

test('a service that never can is not asked for ever', async () => {
  expect((await asked([503], 50))[0]).toBe(503);
});

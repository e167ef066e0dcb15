import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { pdf } from '../apps/account/src/documents/checks/evil-documents.fixture';
import { slowness } from './support/machine-speed';
import { batch, cargoRelease, manifest309, voyageOf } from '../tools/demo/filings';
import { launchPlatform, LaunchedPlatform } from '../tools/platform/launch';
import { eventually, ownFolder, Partner } from './support';
import { CACHE_DIR } from './support/test-run';

/** An operator stops the platform in the middle of the day's filings and starts it again on the same data. */

const home = ownFolder('platform');
const importer = '12-3456789';
/** Transactions a second that all services together make in their databases while nobody asks anything. */
const IDLE_TRANSACTIONS = 45;
const COUNTED_FOR = 5_000;
let platform: LaunchedPlatform | undefined;
let run = 8_000;

const start = async (): Promise<number> => {
  const begun = Date.now();
  platform = await launchPlatform({ home, port: 'any', cacheDir: CACHE_DIR });
  expect(platform.warnings).toEqual([]);
  return Date.now() - begun;
};
const partner = (role: string): Partner => new Partner(platform!.gatewayUrl, platform!.demo, role);

afterAll(() => platform?.stop());

test('a stop while filings come in takes seconds, a start on the same data too, and every accepted filing is answered once', async () => {
  await start();
  const accepted: { role: string; id: string; application: string }[] = [];
  let stopped = false;
  const file = async (): Promise<void> => {
    const [broker, carrier] = [partner('broker'), partner('ocean-carrier')];
    while (!stopped) {
      const voyage = voyageOf((run += 1), 'MAEU', broker.filerCode, 4);
      const number = run;
      const sent = [
        ['ocean-carrier', '355', await carrier.x12(manifest309(voyage, number)).catch(() => undefined)],
        [
          'broker',
          'SX',
          await broker
            .abi(
              batch(
                'SE',
                broker.sender,
                broker.filerCode,
                voyage.shipments.map((s) => cargoRelease(s, importer, voyage.voyage)),
              ),
            )
            .catch(() => undefined),
        ],
      ] as const;
      for (const [role, application, answer] of sent)
        if (answer?.status === 202) accepted.push({ role, id: answer.body.id, application });
    }
  };
  const filers = Array.from({ length: 4 }, file);
  await eventually(() => accepted.length >= 100, { within: 30_000 });
  const begun = Date.now();
  await platform!.stop();
  const stop = Date.now() - begun;
  stopped = true;
  await Promise.all(filers);
  const again = await start();
  process.stderr.write(
    `stopped under load in ${stop} ms, up again after ${again} ms; ${accepted.length} transmissions accepted before\n`,
  );
  expect(stop).toBeLessThan(8_000 * slowness());
  expect(again).toBeLessThan(20_000 * slowness());
  await eventually(
    async () => {
      for (const role of ['broker', 'ocean-carrier']) {
        const mail = await partner(role).mailbox();
        for (const { id, application } of accepted.filter((a) => a.role === role)) {
          expect(mail.filter((item) => item.transmissionId === id && item.application === application)).toHaveLength(1);
        }
      }
    },
    { within: 30_000, every: 500 },
  );
}, 600_000);

test('an upload that is in the middle of a piece when the account service is killed goes on from what was kept, and is one document', async () => {
  if (!platform) await start();
  const { demo, urls, ctl } = platform!;
  const { apiKey } = demo.accounts.find(({ role }) => role === 'importer')!;
  const ask = (method: string, path: string, headers: Record<string, string> = {}, body?: Buffer): Promise<Response> =>
    fetch(`${urls['account']}${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'tus-resumable': '1.0.0', ...headers },
      ...(body && { body: new Uint8Array(body) }),
    });
  const noise = randomBytes(5_000_000);
  const content = pdf(
    'INVOICE',
    Buffer.concat([Buffer.from(`<</Length ${noise.length}>>\nstream\n`), noise, Buffer.from('\nendstream')]),
  );
  const piece = (offset: number) => ({
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
  });
  const begun = await ask('POST', '/document-uploads', {
    'upload-length': String(content.length),
    'upload-metadata': `filename ${btoa('killed.pdf')},subjects ${btoa('case:KILLED-1')}`,
  });
  const path = begun.headers.get('location')!;
  const { hostname, port } = new URL(urls['account']!);
  const sending = request({
    hostname,
    port,
    path,
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'tus-resumable': '1.0.0',
      'content-length': String(content.length),
      ...piece(0),
    },
  });
  sending.on('error', () => {});
  sending.write(content.subarray(0, 3_000_000));
  const kept = async (): Promise<number> => Number((await ask('HEAD', path)).headers.get('upload-offset'));
  await eventually(async () => (await kept()) > 2_000_000);
  const before = await kept();
  await ctl('kill', 'account');
  await ctl('start', 'account');
  await eventually(async () => (await kept()) === before);
  const done = await ask('PATCH', path, piece(before), content.subarray(before));
  expect([done.status, await done.text()]).toEqual([204, '']);
  const { documents } = (await (await ask('GET', '/documents?subject=case:KILLED-1')).json()) as {
    documents: { bytes: number }[];
  };
  expect(documents.map(({ bytes }) => bytes)).toEqual([content.length]);
}, 300_000);

test('a platform of which nobody asks anything asks little of its databases, and a filing that comes then is answered as ever', async () => {
  if (!platform) await start();
  const database = new Client({ connectionString: platform!.databaseUrl });
  await database.connect();
  const made = async (): Promise<number> => {
    const { rows } = await database.query<{ made: number }>(
      `SELECT sum(xact_commit + xact_rollback)::float8 AS made FROM pg_stat_database WHERE datname LIKE 'portway%'`,
    );
    return rows[0]!.made;
  };
  try {
    // What follows on the last filing, upload and start comes to its end first.
    const perSecond = await eventually(
      async () => {
        const [before, began] = [await made(), performance.now()];
        await pause(COUNTED_FOR);
        const rate = ((await made()) - before) / ((performance.now() - began) / 1_000);
        return rate > 0 && rate < IDLE_TRANSACTIONS && rate;
      },
      { within: 90_000, every: 1 },
    );
    process.stderr.write(`an idle platform made ${perSecond.toFixed(1)} transactions a second\n`);
  } finally {
    await database.end();
  }
  const broker = partner('broker');
  const { shipments, voyage } = voyageOf((run += 1), 'MAEU', broker.filerCode, 1);
  const filed = await broker.abi(
    batch(
      'SE',
      broker.sender,
      broker.filerCode,
      shipments.map((shipment) => cargoRelease(shipment, importer, voyage)),
    ),
  );
  const began = performance.now();
  await eventually(async () =>
    (await broker.mailbox()).some(
      ({ transmissionId, application }) => transmissionId === filed.body.id && application === 'SX',
    ),
  );
  expect(performance.now() - began).toBeLessThan(5_000 * slowness());
}, 300_000);

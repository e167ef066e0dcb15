import { slowness } from './support/machine-speed';
import { batch, cargoRelease, manifest309, voyageOf } from '../tools/demo/filings';
import { launchPlatform, LaunchedPlatform } from '../tools/platform/launch';
import { eventually, ownFolder, Partner } from './support';
import { CACHE_DIR } from './support/test-run';

/** An operator stops the platform in the middle of the day's filings and starts it again on the same data. */

const home = ownFolder('platform');
const importer = '12-3456789';
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

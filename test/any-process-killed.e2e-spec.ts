import { LaunchedPlatform } from '../tools/platform/launch';
import { batch, cargoRelease, entrySummary, manifest309, Voyage, voyageOf } from '../tools/demo/filings';
import { eventually, ownPlatform, Partner } from './support';

/**
 * Each part of the platform in turn is killed without warning while filings are under way, and started again. In the end every
 * filing that was accepted has exactly one answer.
 */

let platform: LaunchedPlatform;
let broker: Partner;
let carrier: Partner;
let run = 5_000;

beforeAll(async () => {
  platform = await ownPlatform();
  broker = new Partner(platform.gatewayUrl, platform.demo, 'broker');
  carrier = new Partner(platform.gatewayUrl, platform.demo, 'ocean-carrier');
});
afterAll(async () => platform?.stop());

const importer = '12-3456789';

/** Files until told to stop. Whatever is not accepted (the gateway or its database is away) is sent again, as a filer would. */
const fileOn = () => {
  const accepted: { partner: Partner; id: string; application: string; filings: number }[] = [];
  const voyages: Voyage[] = [];
  let going = true;
  const insist = async (partner: Partner, application: string, filings: number, send: () => Promise<{ status: number; body: any }>) => {
    for (;;) {
      const answer = await send().catch(() => undefined);
      if (answer?.status === 202) {
        accepted.push({ partner, id: answer.body.id, application, filings });
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const done = (async () => {
    while (going) {
      const voyage = voyageOf((run += 1), 'MAEU', broker.filerCode, 4);
      voyages.push(voyage);
      await insist(carrier, '355', 1, () => carrier.x12(manifest309(voyage, run)));
      await insist(broker, 'SX', 4, () => broker.abi(batch('SE', broker.sender, broker.filerCode, voyage.shipments.map((s) => cargoRelease(s, importer, voyage.voyage)))));
      await insist(broker, 'AX', 4, () => broker.abi(batch('AE', broker.sender, broker.filerCode, voyage.shipments.map((s) => entrySummary(s, importer, voyage)))));
    }
  })();
  return {
    accepted,
    async stop() {
      going = false;
      await done;
    },
  };
};

const everyFilingAnsweredOnce = async (accepted: ReturnType<typeof fileOn>['accepted']): Promise<void> => {
  for (const { partner, id, application, filings } of accepted) {
    await eventually(async () => {
      const answers = (await partner.answersTo(id)).filter((a) => a.application === application);
      expect(answers).toHaveLength(1);
      const body = answers[0]!.body;
      if (application === 'SX') expect(body.split('\n').filter((l) => l.startsWith('SE9002'))).toHaveLength(filings);
      if (application === 'AX') expect(body.split('\n').filter((l) => /^E1A.995/.test(l))).toHaveLength(filings);
    }, { within: 40_000, every: 200 });
  }
};

test.each(['manifest', 'entry', 'cee', 'account', 'status', 'gateway', 'broker', 'database'])('%s is killed while filings are under way and started again', async (name) => {
  const filing = fileOn();
  const before = () => filing.accepted.length;
  await eventually(() => before() >= 3, { within: 30_000 });
  await platform.ctl('kill', name);
  const atKill = before();
  // Filers notice nothing, unless the gateway itself or its database is away: then they are told to send again.
  if (!['gateway', 'database'].includes(name)) await eventually(() => before() >= atKill + 3, { within: 20_000 });
  await platform.ctl('start', name);
  await eventually(() => before() >= atKill + 6, { within: 40_000 });
  await filing.stop();
  await everyFilingAnsweredOnce(filing.accepted);
  // Nothing waits, nothing was set aside.
  const set = async (service: string) => {
    const response = await fetch(`${platform.urls[service]}/operations/vitals`, { headers: { authorization: `Bearer ${platform.demo.operationsToken}` } });
    return response.json() as Promise<{ inbox: { waiting: number; setAside: number }; outbox: { depth: number } }>;
  };
  for (const service of ['gateway', 'manifest', 'entry', 'cee', 'account']) {
    await eventually(async () => expect(await set(service)).toMatchObject({ inbox: { waiting: 0, setAside: 0 }, outbox: { depth: 0 } }), { within: 20_000 });
  }
}, 180_000);

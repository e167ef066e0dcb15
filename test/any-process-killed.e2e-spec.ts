import type { Vitals } from '#contracts';
import { LaunchedPlatform } from '../tools/platform/launch';
import { batch, cargoRelease, entrySummary, manifest309, Voyage, voyageOf } from '../tools/demo/filings';
import { Answer, eventually, ownPlatform, Partner } from './support';

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

interface Accepted {
  readonly partner: Partner;
  readonly id: string;
  readonly application: string;
  readonly filings: number;
}

/** Files until told to stop. Whatever is not accepted (the gateway or its database is away) is sent again, as a filer would. */
const fileOn = () => {
  const accepted: Accepted[] = [];
  const voyages: Voyage[] = [];
  let going = true;
  const insist = async (partner: Partner, application: string, filings: number, send: () => Promise<Answer>) => {
    const { body } = await eventually(async () => {
      const answer = await send();
      expect(answer.status).toBe(202);
      return answer;
    }, { within: 60_000, every: 100 });
    accepted.push({ partner, id: body.id, application, filings });
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

const everyFilingAnsweredOnce = async (accepted: readonly Accepted[]): Promise<void> => {
  for (const partner of [carrier, broker]) {
    const mailbox = await partner.mailbox();
    for (const { id, application, filings } of accepted.filter((one) => one.partner === partner)) {
      const answers = mailbox.filter((item) => item.transmissionId === id && item.application === application);
      expect(answers).toHaveLength(1);
      const lines = answers[0]!.body.split('\n');
      if (application === 'SX') expect(lines.filter((line) => line.startsWith('SE9002'))).toHaveLength(filings);
      if (application === 'AX') expect(lines.filter((line) => /^E1A.995/.test(line))).toHaveLength(filings);
    }
  }
};

/** Nothing waits, nothing was set aside, and from one look to the next nobody handled a message. */
const everythingIsQuiet = async (): Promise<void> => {
  const look = () =>
    Promise.all(
      Object.values(platform.urls).map(async (url) => {
        const response = await fetch(`${url}/operations/vitals`, { headers: { authorization: `Bearer ${platform.demo.operationsToken}` } });
        return (await response.json()) as Vitals;
      }),
    );
  let before = await look();
  // A service keeps what it says of itself for a second.
  await eventually(async () => {
    const earlier = before;
    before = await look();
    for (const vitals of before) {
      expect(vitals).toMatchObject({ brokerConnected: true, inbox: { waiting: 0, setAside: 0 }, outbox: { depth: 0 }, queue: { depth: 0 } });
    }
    expect(before.map(({ handledTotal }) => handledTotal)).toEqual(earlier.map(({ handledTotal }) => handledTotal));
  }, { within: 40_000, every: 1_100 });
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
  await eventually(() => everyFilingAnsweredOnce(filing.accepted), { within: 60_000, every: 250 });
  await everythingIsQuiet();
  // An answer given twice would by now have come twice.
  await everyFilingAnsweredOnce(filing.accepted);
}, 180_000);

import { ArrivalReported, CargoReleaseFiled, EntrySummaryFiled, ManifestFiled } from '#contracts';
import { Problem } from '#service';
import type { Account } from '../../account/account';
import { sample } from '../../gateway.fixture';
import { arrival } from '../../filing/transmission';
import { cargoReleaseBody, cargoReleaseFromJson } from './cargo-release.body';
import { entrySummaryBody, entrySummaryFromJson } from './entry-summary.body';
import { arrivalBody, arrivalFromJson, manifestBody, manifestFromJson } from './manifest.body';
import { bodyPointer } from './pointers';

const account: Account = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  name: 'Harbor Brokers',
  kinds: ['broker'],
  active: true,
  importerNumbers: [],
  filerCodes: ['B76'],
  scacs: ['MAEU'],
  ports: [],
  abi: null,
};
const { id, origin } = arrival(account, 'json');
const json = (name: string): any => JSON.parse(sample(name));

test('every sample is a filing whose message keeps its contract', () => {
  const release = cargoReleaseFromJson(cargoReleaseBody.read(json('cargo-release.json')), account, origin(id));
  expect(CargoReleaseFiled.faultOf(release.data)).toBeNull();
  expect(release).toMatchObject({
    subject: 'entry:B76-03245286',
    data: { action: 'A', plannedPortOfEntry: '2704', bills: [{ billNumber: '260000112', equipment: ['MSKU1234565'] }] },
  });
  const summary = entrySummaryFromJson(entrySummaryBody.read(json('entry-summary.json')), account, origin(id));
  expect(EntrySummaryFiled.faultOf(summary.data)).toBeNull();
  expect(summary).toMatchObject({
    subject: 'entry:B76-03245286',
    data: { totals: { valueDollars: 10_000, feeCents: 4_714 } },
  });
  const manifest = manifestFromJson(manifestBody.read(json('manifest.json')), account, origin(id));
  expect(ManifestFiled.faultOf(manifest.data)).toBeNull();
  expect(manifest).toMatchObject({
    subject: 'conveyance:MAEU-0417W',
    data: {
      ports: [{ bills: [{ at: '/ports/0/bills/0', equipment: [{ initial: 'MSKU', number: '1234565' }] }, {}, {}] }],
    },
  });
});

test('a post summary correction says why, in the header and in its lines', () => {
  const body = json('entry-summary.json');
  body.correction = { explanation: 'Paid at 12,000', headerReasons: ['H10'], accelerateLiquidation: true };
  body.lines[0].correctionReasons = ['L04'];
  const { data } = entrySummaryFromJson(entrySummaryBody.read(body), account, origin(id));
  expect(EntrySummaryFiled.faultOf(data)).toBeNull();
  expect(data).toMatchObject({
    correction: { indicator: 'Y', accelerated: 'Y', explanation: 'Paid at 12,000', reasons: [{ code: 'H10' }] },
    lines: [{ correctionReasons: [{ code: 'L04' }] }],
  });
  expect(() => entrySummaryBody.read({ ...body, correction: { headerReasons: ['H10'] } })).toThrow(Problem);
});

test('a conveyance that arrived is reported at an instant that exists', () => {
  const body = { carrier: 'MAEU', voyage: '0417W', port: '2704', arrivedAt: '2026-11-24T09:30:00Z' };
  expect(ArrivalReported.faultOf(arrivalFromJson(arrivalBody.read(body), account, origin(id)).data)).toBeNull();
  expect(() => arrivalBody.read({ ...body, arrivedAt: '2026-13-24T09:30:00Z' })).toThrow(Problem);
});

test.each([
  ['a day that is not in the calendar', { electedEntryDate: '2026-02-30' }, '/electedEntryDate'],
  ['an amount with cents where whole dollars belong', { estimatedValueDollars: 10.5 }, '/estimatedValueDollars'],
  ['an entry number without its check digit', { entryNumber: 'B76-0324528' }, '/entryNumber'],
  ['a field nobody knows', { importeur: '12-3456789' }, '/importeur'],
  ['a prototype in disguise', JSON.parse('{"__proto__": {"admin": true}}'), '/__proto__'],
])('%s is refused and named', (_what, change, pointer) => {
  const body = JSON.parse(
    JSON.stringify(json('cargo-release.json')).replace(/^\{/, `{${JSON.stringify(change).slice(1, -1)},`),
  );
  for (const key of Object.keys(change)) if (key !== '__proto__') body[key] = change[key as keyof typeof change];
  let problem: Problem | undefined;
  try {
    cargoReleaseBody.read(body);
  } catch (error) {
    problem = error as Problem;
  }
  expect(problem?.errors.map(({ at }) => at)).toEqual([pointer]);
});

test.each([
  ['/bills/0/billType', '/bills/0/type'],
  ['/plannedPortOfEntry', '/portOfEntry'],
  ['/lines/2/tariffs/0/hts', '/lines/2/tariffs/0/hts'],
  ['/conveyanceName', '/conveyance/name'],
  ['/bills/1/arrivals/0/voyage', '/bills/1/arrivals/0/voyage'],
  ['/filerCode', '/entryNumber'],
  ['/', '/'],
])('the finding at %s of the message is told at %s of the body', (message, body) => {
  expect(bodyPointer(message)).toBe(body);
});

test.each([
  ['cargo release', cargoReleaseBody.schema],
  ['entry summary', entrySummaryBody.schema],
  ['manifest', manifestBody.schema],
  ['arrival', arrivalBody.schema],
])('a field that nobody knows is refused at every depth of a %s', (_kind, schema) => {
  const open: string[] = [];
  const walk = (part: any, at: string): void => {
    if (part.type === 'object' && part.additionalProperties !== false) open.push(at || '/');
    for (const [name, property] of Object.entries(part.properties ?? {})) walk(property, `${at}/${name}`);
    if (part.items) walk(part.items, `${at}/*`);
  };
  walk(schema, '');
  expect(open).toEqual([]);
});

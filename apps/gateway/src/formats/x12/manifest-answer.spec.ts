import type { Condition } from '#contracts';
import { readInterchangeText } from '../../../../../libs/x12/src/x12.fixture';
import { sample } from '../../gateway.fixture';
import { partsOf } from './manifest.mapping';
import { readX12 } from './manifest-reading';
import { x12Answers } from './x12-answer';
import { keptParts, sentManifest } from './x12-sent';
import type { AnsweredFiling } from '../../filing/answered-filing';

const text = sample('manifest-ocean.309').replace(/\r?\n/g, '\n');
const lxPositions = (body: string): number[] =>
  readInterchangeText(body)
    .sets[0]!.segments.filter(({ id }) => id === 'LX')
    .map(({ position }) => position);
const fatal = (recordIndex: number): Condition => ({
  code: '038',
  text: 'B/L ALREADY ON FILE',
  remedy: 'Amend it.',
  severity: 'fatal',
  recordIndex,
  record: 'M11',
  field: 'M1101',
  at: null,
  grouping: null,
});
const answered = (conditions: Condition[], outcome: AnsweredFiling['outcome'] = 'accepted'): AnsweredFiling => ({
  id: 'f',
  ordinal: 0,
  module: 'manifest',
  kind: 'manifest',
  subject: 's',
  reference: 'r',
  outcome,
  conditions,
  summary: null,
  sent: null,
});
/** As the journal keeps it. */
const kept = <T>(sent: T): T => JSON.parse(JSON.stringify(sent)) as T;
const answersTo = async (body: string, filings: AnsweredFiling[]) => {
  const { report, manifests } = await readX12(Buffer.from(body));
  const sent = kept(manifests.flatMap((manifest, n) => keptParts(sentManifest(manifest), n)));
  return x12Answers(
    { header: report.header!, group: null },
    filings.map((filing, n) => ({ ...filing, sent: sent[n]! })),
    async (n) => Array.from({ length: n }, (_, at) => at + 1),
    '2026-11-21T10:00:00Z',
  );
};

test('a bill that the module refuses is copied with its port into the 355 and counted', async () => {
  const [, second] = lxPositions(text);
  const [answer] = await answersTo(text, [answered([fatal(second!)])]);
  expect(answer).toMatchObject({ application: '355', format: 'x12' });
  expect(answer!.body).toMatch(/K1\*MANIFEST ACCEPTED IN PART\*BILLS 2 OK 1 REJECTED/);
  expect(answer!.body).toMatch(/P4\*2704[^~]*~\s*LX\*2~\s*K1\*038 B\/L ALREADY ON FILE/);
});

test('a bill with a fault of its own never reaches the module, the others do', async () => {
  const broken = text.replace(/(M11\*[^*]*\*[^*]*\*[^*]*\*[^*]*\*)[^*]*/, '$10');
  const { manifests } = await readX12(Buffer.from(broken));
  expect(partsOf(manifests[0]!).flatMap(({ ports }) => ports.flatMap(({ bills }) => bills))).toHaveLength(2);
  const [answer] = await answersTo(broken, [answered([])]);
  expect(answer!.body).toMatch(/BILLS 2 OK 1 REJECTED/);
  expect(answer!.body).toContain('K1*020 INVALID WEIGHT');
});

test('a port the module refuses has no accepted bill, the bills for other ports do', async () => {
  const twoPorts = text
    .replace(
      /(P4\*2704[^~]*~\s*)([\s\S]*?)(?=LX\*2~)/,
      (_, p4: string, bill: string) => `${p4}${bill}${p4.replace('2704', '2709')}`,
    )
    .replace(/SE\*(\d+)/, (_, n: string) => `SE*${Number(n) + 1}`)
    .replace(/(P4\*[^*]*\*[^*~]*\*)\d+/g, '$1');
  const { manifests } = await readX12(Buffer.from(twoPorts));
  const [first, second] = manifests[0]!.ports;
  expect([first!.bills, second!.bills].map(({ length }) => length)).toEqual([1, 2]);
  const ofPort = { ...fatal(second!.position), code: '015', text: 'INVALID EST ARR DATE', record: 'P4', field: 'P402' };
  const [answer] = await answersTo(twoPorts, [answered([ofPort], 'accepted with warnings')]);
  expect(answer!.body).toMatch(/BILLS 1 OK 2 REJECTED/);
  expect(answer!.body).toMatch(/P4\*2709.*K1\*015 INVALID EST ARR DATE/s);
});

test('a manifest that the module refuses has no accepted bill', async () => {
  const [answer] = await answersTo(text, [answered([fatal(2)], 'rejected')]);
  expect(answer!.body).toMatch(/K1\*MANIFEST REJECTED\*BILLS 0 OK 3 REJECTED/);
});

test('a manifest with a fault as a whole goes nowhere', async () => {
  const { manifests } = await readX12(Buffer.from(text.replace(/M10\*MAEU/, 'M10*M1')));
  expect(manifests.map(partsOf)).toEqual([[]]);
});

test('a long manifest travels in parts of 500 bills, cut alike each time', async () => {
  const bill = /LX\*1~[\s\S]*?(?=LX\*2~)/.exec(text)![0];
  const bills = Array.from({ length: 1_200 }, (_, n) =>
    bill.replace('LX*1~', `LX*${n + 1}~`).replace(/M11\*[^*]*/, `M11*${300_000_000 + n}`),
  );
  const head = text
    .slice(0, text.indexOf('LX*1~'))
    .replace(/(M10(?:\*[^*~]*){7}\*)\d*/, '$1')
    .replace(/(P4\*[^*]*\*[^*~]*\*)\d+/, '$1');
  const middle = bills.join('');
  const segments = (head + middle).split('~').length - 1 - 2 + 1;
  const tail = /SE\*\d+[\s\S]*$/.exec(text)![0].replace(/SE\*\d+/, `SE*${segments}`);
  const { report, manifests } = await readX12(Buffer.from(head + middle + tail));
  expect(report).toMatchObject({ accepted: true, faults: [] });
  expect(manifests).toHaveLength(1);
  expect(partsOf(manifests[0]!).map(({ ports }) => ports.reduce((sum, { bills: b }) => sum + b.length, 0))).toEqual([
    500, 500, 200,
  ]);
});

test('what is only noted of a manifest refuses nothing and is told under its first K1', async () => {
  const noted: Condition = {
    ...fatal(2),
    code: 'PWO',
    text: 'PROCESSED OUTSIDE MD-26-2704-000017',
    severity: 'information',
    recordIndex: null,
  };
  const [answer] = await answersTo(text, [answered([noted])]);
  expect(answer!.body).toMatch(
    /K1\*MANIFEST ACCEPTED\*BILLS 3 OK 0 REJECTED~\s*K1\*PWO PROCESSED OUTSIDE\*MD-26-2704-000017~/,
  );
});

test('what is not judged is one note, whatever segments it stands in', async () => {
  const unjudged = (record: string): Condition => ({
    ...fatal(0),
    code: 'W95',
    text: `${record} KEPT, NOT JUDGED HERE`,
    severity: 'information',
    record,
    field: null,
    recordIndex: null,
  });
  const [answer] = await answersTo(text, [answered(['M12', 'VC', 'H1', 'M12'].map(unjudged))]);
  expect(answer!.body).toContain('K1*MANIFEST ACCEPTED');
  expect(answer!.body.replace(/~K1\*|\*/g, ' ')).toContain('W95 M12 VC H1 KEPT, NOT JUDGED');
});

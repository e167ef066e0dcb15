import { DocumentsRequested, NoticeTold, PowerOfAttorneyNoticed } from '#contracts';
import { received } from '../../../../test/support/handler-bench';
import { gatewayBench, type GatewayBench } from '../../../../test/support/gateway-bench';
import { sample } from '../gateway.fixture';

let gate: GatewayBench;
beforeAll(async () => {
  gate = await gatewayBench();
});
afterAll(() => gate?.close());

const told = (changes: Partial<DocumentsRequested>) =>
  gate.handle((context) =>
    gate
      .notices()
      .documentRequests(
        [received(DocumentsRequested, 'entry:B76-03245278', { ...DocumentsRequested.example, ...changes })],
        context,
      ),
  );

test('a filer in CATAIR reads what CBP asks for in UC, with the action number; what became of it in JSON', async () => {
  await gate.fileAbi(sample('cargo-release.abi')).expect(202);
  await told({});
  await told({ step: 'accepted' });
  const mailbox = await gate.mailbox();
  const [asked] = mailbox.filter(({ application }) => application === 'UC');
  const records = asked!.body.split('\n');
  const starts = (text: string): string => records.find((record) => record.startsWith(text)) ?? '';
  expect(starts('E1').slice(0, 4)).toBe('E111');
  expect(starts('E1').slice(50, 63)).toBe('B76  03245278');
  expect(starts('E2').slice(4, 13)).toBe('J. RIVERA');
  expect(starts('E2').slice(36, 46)).toBe('2025550100');
  expect(starts('E2').slice(48, 60)).toBe('DR2600000017');
  expect(records.filter((record) => record.startsWith('E3')).map((record) => record.trimEnd())).toEqual([
    'E3DOCUMENTS DUE 2026-12-09',
    'E3COMMERCIAL INVOICE OF LINES 1 TO 3',
  ]);
  const [accepted] = mailbox.filter(({ application }) => application === 'document request');
  expect(JSON.parse(accepted!.body)).toMatchObject({ actionNumber: 'DR2600000017', step: 'accepted' });
});

test('a filer in CATAIR reads a request or notice of a Center in UC 3 with its number; what became of it, and all of it for who files otherwise, in JSON', async () => {
  const say = (changes: Partial<NoticeTold>) =>
    gate.handle((context) =>
      gate
        .notices()
        .centerNotices([received(NoticeTold, 'entry:B76-03245278', { ...NoticeTold.example, ...changes })], context),
    );
  await say({ form: 'CF-4647', actionNumber: 'NR2600000018', remarks: ['CF-4647', 'MARK THE TRAYS.'] });
  await say({ form: 'CF-4647', actionNumber: 'NR2600000018', step: 'closed', state: 'closed', version: 2 });
  const mailbox = await gate.mailbox();
  const asked = mailbox.filter(({ application, body }) => application === 'UC' && body.includes('NR2600000018'));
  expect(asked).toHaveLength(1);
  const records = asked[0]!.body.split('\n');
  const starts = (text: string): string => records.find((record) => record.startsWith(text)) ?? '';
  expect(starts('E1').slice(0, 7)).toBe('E131391');
  expect(starts('E1').slice(50, 63)).toBe('B76  03245278');
  expect(starts('E2').slice(4, 15)).toBe('D. NAKAMURA');
  expect(starts('E2').slice(48, 60)).toBe('NR2600000018');
  expect(records.filter((record) => record.startsWith('E3')).map((record) => record.trimEnd())).toEqual([
    ...['E3CF-4647', 'E3MARK THE TRAYS.'],
  ]);
  const told = mailbox.filter(({ application }) => application === 'center notice');
  expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([
    { actionNumber: 'NR2600000018', step: 'closed', documentPath: '/notices/RI2600000017/document' },
  ]);
});

test('a filer in CATAIR is told in JSON of a power of attorney', async () => {
  const { data } = { data: { ...PowerOfAttorneyNoticed.example, step: 'about to end' as const } };
  await gate.handle((context) =>
    gate.notices().powersOfAttorney([received(PowerOfAttorneyNoticed, 'powers-of-attorney:x', data)], context),
  );
  const [told] = (await gate.mailbox()).filter(({ application }) => application === 'power of attorney');
  expect(JSON.parse(told!.body)).toMatchObject({ step: 'about to end', filerCode: 'B76', lastDay: '2027-12-31' });
});

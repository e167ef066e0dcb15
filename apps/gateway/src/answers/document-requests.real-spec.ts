import { DocumentsRequested, PowerOfAttorneyNoticed } from '#contracts';
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

test('a filer in CATAIR is told in JSON of a power of attorney', async () => {
  const { data } = { data: { ...PowerOfAttorneyNoticed.example, step: 'about to end' as const } };
  await gate.handle((context) =>
    gate.notices().powersOfAttorney([received(PowerOfAttorneyNoticed, 'powers-of-attorney:x', data)], context),
  );
  const [told] = (await gate.mailbox()).filter(({ application }) => application === 'power of attorney');
  expect(JSON.parse(told!.body)).toMatchObject({ step: 'about to end', filerCode: 'B76', lastDay: '2027-12-31' });
});

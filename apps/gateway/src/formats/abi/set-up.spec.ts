import { readTransmission, rejectBatch } from '#catair';
import { FilerSetUpChanged, type FilerSetUp } from '#contracts';
import { hashPassword } from '#service';
import type { Account } from '../../account/account';
import { AbiSender } from './abi-sender';
import { type SetUpQuestion, setUpFaults } from './set-up.rules';

type Party = FilerSetUp['parties'][number];
const party = (changes: Partial<Party> = {}): Party => ({
  ...{ as: 'filer', ports: ['2704'], office: '', applications: ['SE', 'CQ'], processingPorts: [] },
  ...{ senders: [{ site: '2704', id: 'B76', office: '' }], from: '2026-01-01', to: null },
  ...changes,
});
const permit = { number: '99-00123', from: '2022-12-19', to: null };
const setUp = (changes: Partial<FilerSetUp> = {}): FilerSetUp => ({
  ...{ filesAs: 'broker', nationalPermit: permit, localPermitPorts: [] },
  parties: [party(), party({ as: 'preparer', ports: ['5301'], office: '01', processingPorts: ['2704'] })],
  ...changes,
});
const block = (changes: Partial<SetUpQuestion['block']> = {}): SetUpQuestion['block'] => ({
  ...{ processingPortCode: '2704', processingFilerCode: 'B76', applicationId: 'SE', processingOfficeCode: '' },
  ...{ preparerPortCode: '', preparerFilerCode: '', preparerOfficeCode: '', preparerIndicator: '', userData: '' },
  ...changes,
});
const prepared = (changes: Partial<SetUpQuestion['block']> = {}) =>
  block({
    ...{ preparerPortCode: '5301', preparerFilerCode: 'B76', preparerOfficeCode: '01', preparerIndicator: '1' },
    ...changes,
  });
const codes = (changes: Partial<SetUpQuestion> = {}): string[] =>
  setUpFaults({
    ...{ block: block(), sender: { site: '2704', id: 'B76', office: '' }, setUp: setUp() },
    ...{ now: '2026-11-29T18:00:00Z', ...changes },
  });
const preparer = (changes: Partial<Party>) =>
  setUp({ parties: [party({ as: 'preparer', ports: ['5301'], office: '01', ...changes })] });

describe('What the set-up of a filer says against a block', () => {
  test('is nothing where filer or preparer, office, application, port, sender and permit are set up', () => {
    expect(codes()).toEqual([]);
    expect(codes({ block: prepared() })).toEqual([]);
    expect(codes({ block: block({ applicationId: 'CQ' }) })).toEqual([]);
  });

  test.each<[string, Partial<SetUpQuestion>, string[]]>([
    ['the filer is not set up at the port', { block: block({ processingPortCode: '5301' }) }, ['X18']],
    ['nobody agreed upon the office', { block: block({ processingOfficeCode: 'ZZ' }) }, ['X18']],
    ['another sender transmits for the filer', { sender: { site: '5301', id: 'QZ7', office: '' } }, ['X18']],
    ['the sender names an office nobody agreed upon', { sender: { site: '2704', id: 'B76', office: 'ZZ' } }, ['X18']],
    ['the filer is set up no more', { setUp: setUp({ parties: [party({ to: '2026-11-28' })] }) }, ['X18']],
    ['the application is not in the set-up of the filer', { block: block({ applicationId: 'AE' }) }, ['X20']],
    ['a broker has no national permit', { setUp: setUp({ nationalPermit: null }) }, ['X27']],
    ['the national permit has ended', { setUp: setUp({ nationalPermit: { ...permit, to: '2026-11-28' } }) }, ['X27']],
    ['a preparer is unknown at the port', { block: prepared({ preparerPortCode: '3901' }) }, ['X28']],
    ['a preparer is unknown by that office', { block: prepared({ preparerOfficeCode: 'ZZ' }) }, ['X28']],
    ['the preparer has not begun', { block: prepared(), setUp: preparer({ from: '2026-12-01' }) }, ['X29']],
    ['the application is not in the set-up of the preparer', { block: prepared({ applicationId: 'AE' }) }, ['X30']],
    ['the preparer does not prepare for the port', { block: prepared({ processingPortCode: '3901' }) }, ['X31']],
    [
      'another sender transmits for the preparer',
      { block: prepared(), setUp: preparer({ senders: [{ site: '5301', id: 'QZ7', office: '' }] }) },
      ['X43'],
    ],
    [
      'a broker without any permit asks',
      { block: block({ applicationId: 'CQ' }), setUp: setUp({ nationalPermit: null, localPermitPorts: ['5301'] }) },
      ['X44'],
    ],
  ])('when %s', (_case, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  test('a self-filing importer needs no permit, and a broker may ask with a local one', () => {
    expect(codes({ setUp: setUp({ filesAs: 'self-filer', nationalPermit: null }) })).toEqual([]);
    const local = setUp({ nationalPermit: null, localPermitPorts: ['2704'] });
    expect(codes({ setUp: local, block: block({ applicationId: 'CQ' }) })).toEqual([]);
  });

  test('two parties of one name divide their applications', () => {
    const parties = [party({ applications: ['SE'] }), party({ applications: ['AE'] })];
    expect(codes({ setUp: setUp({ parties }), block: block({ applicationId: 'AE' }) })).toEqual([]);
    expect(codes({ setUp: setUp({ parties }), block: block({ applicationId: 'DE' }) })).toEqual(['X20']);
  });
});

const senderOf = (setUps: ReadonlyMap<string, FilerSetUp>): AbiSender =>
  new AbiSender(
    { lockedUntil: () => null, noteWrong: async () => undefined } as never,
    { of: async (filers: string[]) => new Map([...setUps].filter(([code]) => filers.includes(code))) } as never,
    { note: () => undefined } as never,
  );
const accountOf = async (site: string, id: string, until?: string): Promise<Account> =>
  ({
    ...{ accountId: 'a', filerCodes: [id], active: true },
    abi: { site, id, passwordHash: await hashPassword('PASSWD'), until },
  }) as unknown as Account;
const padded = (lines: string[]): string => lines.map((line) => line.padEnd(80)).join('\n');

/** The guide's print closes up its columns; here they stand where its layout puts them. */
const blockHeader = (processing: string, preparing: string, text: string): string =>
  `B  ${processing}`.padEnd(46).concat(preparing).padEnd(59).concat(text);

describe('A batch by the set-up of its filer', () => {
  /** Batch & Block Control v23, p. B&B-35; of the suppressed records one stands for all. */
  const EXAMPLE = padded([
    'A1234N01PASSWD040108     AE                                BATCH-AAAAAA-TEXT-001',
    blockHeader('1201N01AE', '1232N01  1', 'BLOCK-AAAAAA-TEXT-001'),
    '10A',
    'Y  1201N01AE',
    blockHeader('1202N01AE', '', 'BLOCK-BBBBBB-TEXT-002'),
    '10A',
    'Y  1202N01AE',
    blockHeader('1202N01EI', '1232N01  1', 'BLOCK-CCCCCC-TEXT-003'),
    '10A',
    'Y  1203N01AE',
    'Z1234N01      040108',
  ]);

  test("the guide's example of a block rejection is answered as the guide prints it", async () => {
    const n01 = setUp({
      parties: [
        party({ ports: ['1202'], applications: ['AE'], senders: [{ site: '1234', id: 'N01', office: '' }] }),
        party({
          ...{ as: 'preparer', ports: ['1232'], processingPorts: ['1202'], applications: ['AE'] },
          senders: [{ site: '1234', id: 'N01', office: '' }],
        }),
      ],
    });
    const [batch] = readTransmission(EXAMPLE).batches;
    const faults = await senderOf(new Map([['N01', n01]])).judgeOf(await accountOf('1234', 'N01'))(batch!);
    expect(
      rejectBatch(batch!.envelope, faults)
        .split('\n')
        .map((line) => line.trimEnd())
        .filter(Boolean),
    ).toEqual([
      'A1234N01      040108                                       BATCH-AAAAAA-TEXT-001',
      `B${' '.repeat(78)}B`,
      'X0 BLOCK  000001 REF ID: 1201 N01    AE BLOCK-AAAAAA-TEXT-001 1232N01  1',
      'X1 FX31   PREPARER NOT AUTHRZD FOR PORT',
      'X0 BLOCK  000003 REF ID: 1202 N01    EI BLOCK-CCCCCC-TEXT-003 1232N01  1',
      'X1 FX12   NOT A KNOWN ACE APPLICATION ID CODE',
      'X1 FX19   BLOCK APP ID / BATCH APP ID CONFLICT',
      'X1 FX32   Y-REC DOES NOT MATCH B-REC',
      'X1RF999   BATCH REJECTED',
      `Y${' '.repeat(11)}00007${' '.repeat(62)}Y`,
      `Z${' '.repeat(78)}Z`,
    ]);
  });

  const SENT = padded(['A2704B76PASSWD           SE', 'B  2704B76SE', 'SE10A', 'SE13', 'Y  2704B76SE', 'Z2704B76']);
  const judged = async (setUps: ReadonlyMap<string, FilerSetUp>, until?: string) =>
    senderOf(setUps).judgeOf(await accountOf('2704', 'B76', until))(readTransmission(SENT).batches[0]!);

  test('nobody is refused for a set-up that was never told', async () => {
    expect(await judged(new Map())).toEqual([]);
    expect(await judged(new Map([['QZ7', setUp({ parties: [] })]]))).toEqual([]);
    expect(await judged(new Map([['B76', setUp({ nationalPermit: null })]]))).toMatchObject([{ code: 'X27' }]);
  });

  test('a right password that has ended is refused, and who sent it learns what to do', async () => {
    expect(await judged(new Map(), '2099-01-01T00:00:00.000Z')).toEqual([]);
    const [fault] = await judged(new Map(), '2026-01-01T00:00:00.000Z');
    expect(fault).toMatchObject({
      code: 'X09',
      text: 'the ABI password of the account ended 2026-01-01T00:00:00.000Z',
    });
    expect(fault!.remedy).toContain('abi-password');
  });
});

test('the set-ups of these tests are such as account tells', () => {
  const told = { filerCode: 'B76', revision: 1, changedAt: '2026-01-01T00:00:00.000Z', setUp: setUp() };
  expect(FilerSetUpChanged.faultOf(told)).toBeNull();
});

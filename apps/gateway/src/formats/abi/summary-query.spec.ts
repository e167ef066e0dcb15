import { decode, readTransmission, summaryQueryLayouts as Q } from '#catair';
import { EntrySummaryFiled, SummariesRequest } from '#contracts';
import type { SummaryAnswered } from '../../questions/summary-questions';
import { catairDateTime, localInstant } from '../port-clock';
import { faultsAsJz, kindsOf, summaryQuery } from './summary-query';
import { NO_EXTRAS, summaryAnswerRecords } from './summary-query-answer';

const NOW = new Date('2026-11-25T17:00:00Z');
const batchOf = (records: readonly string[]) =>
  readTransmission(
    ['A2704B76PASSWD           EQ', 'B  2704B76EQ', ...records, 'Y  2704B76EQ', 'Z2704B76']
      .map((line) => line.padEnd(80))
      .join('\n'),
  ).batches[0]!;
const asked = (...records: string[]) => summaryQuery([...batchOf(records).transactions()], NOW);
const j1 = (...entries: [string, string][]): string =>
  `J1   ${entries.map(([filer, number]) => `${filer.padEnd(3)}  ${number.padEnd(8)}`).join('')}`;
const j2 = (criterion: string, from: string, to: string, more = ''): string =>
  `J2 ${criterion.padEnd(3)} ${from.padEnd(14)}${to.padEnd(14)} ${more}`;
const [FROM, TO] = ['110126120000AM', '112526115959PM'];
const codes = (...records: string[]): string[] => {
  const query = asked(...records);
  return query.about === 'nothing' ? query.found.map(({ code }) => code) : [];
};

describe('What is asked of entry summaries (EQ)', () => {
  test('is up to five entries in a J1, as many J1 as are needed, and their detail by a J0 ahead of them', () => {
    const query = asked('J0Y', j1(['B76', '03245278'], ['B76', '03245286']), j1(['QZ7', '00000018']));
    expect(query).toEqual({
      ...{ withContent: true, about: 'entries' },
      entries: [
        { filerCode: 'B76', entryNumber: '03245278' },
        { filerCode: 'B76', entryNumber: '03245286' },
        { filerCode: 'QZ7', entryNumber: '00000018' },
      ],
    });
  });

  test('or one search by what became of summaries that were accepted within 31 days, by the clock of Washington', () => {
    expect(asked(j2('NLQ', FROM, TO, 'Y  Y 5'))).toMatchObject({
      ...{ about: 'search', withContent: false },
      search: {
        ...{ criterion: 'NLQ', from: new Date('2026-11-01T04:00:00Z'), to: new Date('2026-11-26T04:59:59Z') },
        ...{ kinds: ['summary', 'claim for drawback'], collections: true, bills: 'surety' },
      },
    });
  });

  test.each([
    ['from the first midnight to the last second', '102126120000AM', '112026115959PM'],
    ['from noon to noon', '102026120000PM', '112026120000PM'],
    ['over the night that has no two o’clock', '030126120000AM', '033126115959PM'],
  ])(
    'a range of 31 days is counted by the clock, whatever night of it is an hour longer or shorter: %s',
    (_which, from, to) => {
      expect(asked(j2('EES', from, to))).toMatchObject({ about: 'search' });
    },
  );

  test('a range of a second more than 31 days by the clock is too long in spring too', () => {
    expect(codes(j2('EES', '030126120000AM', '040126120001AM'))).toEqual(['012']);
  });

  test.each<[string, string[], string[]]>([
    ['detail is asked for with another letter', ['J0N', j1(['B76', '03245278'])], ['001']],
    ['detail is asked for behind the question', [j1(['B76', '03245278']), 'J0Y'], ['X35']],
    ['detail alone is asked for', ['J0Y'], ['002']],
    ['entries are named and a search is asked', [j1(['B76', '03245278']), j2('EES', FROM, TO)], ['X41']],
    ['two searches are asked', [j2('EES', FROM, TO), j2('LIQ', FROM, TO)], ['X41']],
    ['a number has no filer code', [j1(['', '03245278'])], ['003']],
    ['a filer code has no number', [j1(['B76', '03245278'], ['B76', ''])], ['004']],
    ['entries are named with a gap', [j1(['B76', '03245278'], ['', ''], ['B76', '03245286'])], ['X38']],
    ['a search has no criterion', [j2('', FROM, TO)], ['005']],
    ['a criterion does not exist', [j2('ABC', FROM, TO)], ['006']],
    ['a search has no beginning', [j2('EES', '', TO)], ['007']],
    ['a beginning is no time', [j2('EES', '110126130000AM', TO)], ['008']],
    ['a search has no end', [j2('EES', FROM, '')], ['009']],
    ['an end is no day', [j2('EES', FROM, '113126115959PM')], ['010']],
    ['a search ends before it begins', [j2('EES', '112026120000AM', '111926115959PM')], ['011']],
    ['a search is over 31 days', [j2('EES', '102426120000AM', '112526115959PM')], ['012']],
    ['a search ends after today', [j2('EES', FROM, '112626115959PM')], ['017']],
    ['a flag is another letter', [j2('EES', FROM, TO, 'N')], ['W20']],
    ['bills are asked for by another code', [j2('EES', FROM, TO, '     7')], ['W21']],
  ])('is refused when %s', (_when, records, found) => {
    expect(codes(...records)).toEqual(found);
  });

  test.each<[string, string[], string]>([
    ['a record is unknown', ['J9'], 'X34'],
    ['a record is unknown and the first', ['J9', j1(['B76', '03245278'])], 'X34'],
    ['a filler is filled', ['J1 X B76  03245278'], 'X39'],
    ['nothing stands between B and Y', [], '002'],
  ])('is refused by the reading, and answered in ER, when %s', (_when, records, code) => {
    expect(faultsAsJz(batchOf(records).faults)).toEqual([{ code }]);
  });

  test('what JZ has no code for is answered in X1', () => {
    const [batch] = readTransmission('A2704B76PASSWD           EQ'.padEnd(80)).batches;
    expect(faultsAsJz(batch!.faults)).toBeNull();
  });

  test('of reconciliations and deferrals nothing is found, and with AII, RCN and PSC none may be asked for', () => {
    const flags = (text: string): string[] => [...text].map((one) => one.trim());
    expect(kindsOf('EES', flags('     '))).toEqual(['summary', 'claim for drawback']);
    expect(kindsOf('EES', flags('Y    '))).toEqual(['summary']);
    expect(kindsOf('EES', flags(' YY Y'))).toEqual([]);
    expect(kindsOf('LIQ', flags('   Y '))).toEqual(['claim for drawback']);
    expect(kindsOf('PSC', flags('Y  Y '))).toEqual([]);
  });
});

test('times are those of Washington, in summer and in winter', () => {
  for (const [instant, text] of [
    ['2026-07-01T16:05:09.000Z', '070126120509PM'],
    ['2026-12-01T05:00:00.000Z', '120126120000AM'],
    ['2026-11-01T05:30:00.000Z', '110126013000AM'],
  ] as const)
    expect(catairDateTime(instant)).toBe(text);
  expect(localInstant('2026-07-01', '12:05:09').toISOString()).toBe('2026-07-01T16:05:09.000Z');
  expect(localInstant('2026-12-01', '00:00:00').toISOString()).toBe('2026-12-01T05:00:00.000Z');
  expect(localInstant('2026-03-08', '03:00:00').toISOString()).toBe('2026-03-08T07:00:00.000Z');
});

const told = SummariesRequest.example.answer.summaries[0]!;
const answered = (change: Partial<SummaryAnswered> = {}): SummaryAnswered => {
  const { seenBy: _seenBy, suretyAgents: _agents, ...rest } = told;
  return { ...rest, isOwner: true, protests: [], ...change };
};
const records = (change: Partial<SummaryAnswered> = {}, extras = NO_EXTRAS, isLastKnown = false): string[] =>
  summaryAnswerRecords({ value: answered(change), asOf: new Date('2026-11-25T16:48:00Z'), isLastKnown }, extras, NOW);
const names = (lines: readonly string[]): string[] => lines.map((line) => line.slice(0, 2));

describe('What is told of an entry summary (ER)', () => {
  test('is its status in JB to JI by the columns of the guide', () => {
    const lines = records();
    for (const line of lines) expect(line).toHaveLength(80);
    expect(lines.map((line) => line.trimEnd())).toEqual([
      'JBB76  0324527800100112526100000AM       Y2100527 CEE009',
      'JC1111252601112426 0                   0 NO',
      'JD2112426                                                                  N',
      'JE000000003400000000000000000000000004714             0000000000000',
      'JF12-3456789  01        2704112526',
      'JG    391CEE009001',
      'JH            120426PW0001',
      'JI036Y8BN268000123',
    ]);
  });

  test('with protests in JJ, holds and what was liquidated, and a release that may not be told of yet', () => {
    const lines = records({
      protests: [{ entry: 'B7603245278', number: 'PR-26-000017', type: '1', status: 'DN', decidedOn: '2026-11-20' }],
      release: { ...told.release!, released: null, releaseDate: null },
      liquidation: {
        ...{ status: '1', date: '2026-11-20', heldOn: '2026-11-02', heldToldOn: '2026-11-03', holdCodes: ['44', '49'] },
        ...{
          liquidated: { dutyCents: 34_000, taxCents: 0, feeCents: 4_714, adCvdCents: 100 },
          liquidationReasons: ['63'],
        },
      },
    });
    const of = (id: string): string => lines.find((line) => line.startsWith(id))!;
    expect(decode(Q.JC, of('JC')).values).toMatchObject({
      ...{ releaseStatusCode: '2', releaseDate: '', protestStatusCode: 'YS', extensionSuspensionDate: '110226' },
      ...{ extensionSuspensionNoticeDate: '110326', extensionSuspensionCode1: '44', extensionSuspensionCode2: '49' },
    });
    expect(decode(Q.JD, of('JD')).values).toMatchObject({
      ...{ liquidatedDuty: '000000034000', liquidatedAdCvd: '000000000100', liquidationReasonCode1: '63' },
    });
    expect(of('JJ').trimEnd()).toBe('JJPR26000017  1DN1120260');
  });

  test('bills and collections are not kept, which is said in the words of the guide where they are asked for', () => {
    const lines = records({}, { collections: true, bills: 'both' }).slice(-3);
    expect(lines.map((line) => line.trimEnd())).toEqual([
      'JK BILLING DATA NOT ON FILE',
      'JL COLLECTION DATA NOT ON FILE',
      'JN 036 Y BILLING DATA NOT ON FILE',
    ]);
  });

  test('a bond that the register does not have is told as not on file, by the code of its surety', () => {
    const lines = records({ bonds: [{ ...told.bonds[0]!, suretyCode: '891', bondNumber: null }] });
    expect(lines.at(-1)!.trimEnd()).toBe('JI 891 NO BOND ON FILE IN ACE EBOND');
  });

  test('what is last known says how old it is, and protests that nobody can tell of are not said to be none', () => {
    const lines = records({ protests: null }, NO_EXTRAS, true).map((line) => line.trimEnd());
    expect(lines.find((line) => line.startsWith('JC'))).not.toMatch(/NO|YS/);
    expect(lines.slice(-2)).toEqual([
      'JZW22   PROTEST DATA NOT KNOWN NOW               B76  03245278',
      'JZPQA   LAST KNOWN 2026-11-25 16:48Z 12 MIN      B76  03245278',
    ]);
  });

  test('its detail is what was filed, numbers behind spaces and each line behind its 4A', () => {
    const content = { ...EntrySummaryFiled.example, lines: [0, 1].map(() => EntrySummaryFiled.example.lines[0]!) };
    const lines = records({ content }).slice(records().length);
    expect(names(lines)).toEqual('10 11 20 21 23 31 4A 40 44 47 47 50 62 62 4A 40 44 47 47 50 62 62 89 90'.split(' '));
    expect(lines.filter((line) => line.startsWith('4A')).map((line) => line.trimEnd())).toEqual(['4A00001', '4A00002']);
    expect(lines.find((line) => line.startsWith('50'))!.trimEnd()).toBe(
      '503924104000      34000      10000        50000KG',
    );
    expect(lines.at(-1)!.trimEnd()).toBe('90      34000        4714');
  });
});

import {
  type DataFault,
  GRAMMARS,
  type Layout,
  readTransmission,
  SERVED_APPLICATIONS,
  type Transaction,
} from '#catair';
import { type Condition, EntrySummaryFiled } from '#contracts';
import { judgeAgencyRecords } from '../apps/entry/src/entry-summary/agency-records.rules';
import { judgeSummary } from '../apps/entry/src/entry-summary/filing.rules';
import { asDictionarySays } from '../apps/entry/src/entry-summary/reading-codes';
import { judgedAsRead } from '../apps/entry/src/filing/reading.rules';
import type { Account } from '../apps/gateway/src/account/account';
import { arrival } from '../apps/gateway/src/filing/transmission';
import { entrySummaryFiling } from '../apps/gateway/src/formats/abi/entry-summary.mapping';

const account = {
  ...{ accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10', name: 'Harbor Brokers', kinds: ['broker'], active: true },
  ...{ importerNumbers: [], filerCodes: ['B76'], scacs: [], ports: [], abi: null },
} as Account;
const { id, origin } = arrival(account, 'abi');

const recordIdOf = (record: string): string => (/^(SE|CW|PG)/.test(record) ? record.slice(0, 4) : record.slice(0, 2));
const framed = (records: readonly string[]): string =>
  ['A2704B76PASSWD083126     AE', 'B  2704B76AE', ...records, 'Y  2704B76AE', 'Z2704B76      083126']
    .map((record) => `${record.padEnd(80)}\r\n`)
    .join('');

interface Answer {
  readonly faults: readonly DataFault[];
  readonly fatal: readonly Condition[];
}

/** What the gateway reads and the entry service says of it, on a Monday. */
const answersTo = (records: readonly string[]): Answer[] => {
  const [batch] = readTransmission(framed(records), { accepts: SERVED_APPLICATIONS }).batches;
  if (batch!.faults.length > 0) return [{ faults: batch!.faults as unknown as DataFault[], fatal: [] }];
  return [...batch!.transactions()].map(judged);
};
const answerTo = (records: readonly string[]): Answer => answersTo(records)[0]!;

const judged = (transaction: Transaction): Answer => {
  const { data } = entrySummaryFiling(transaction, account, origin(id));
  const summary = data as EntrySummaryFiled;
  const conditions = judgedAsRead<Condition>(summary.reading?.map(asDictionarySays), () => [
    ...judgeSummary(summary, {
      ...{ today: '2026-08-31', importerOnFile: () => true, filerAuthorised: true, missingPower: null },
      ...{ missingCapabilities: [], existing: null },
    }).conditions,
    ...judgeAgencyRecords(summary, '2026-08-31'),
  ]);
  return { faults: [], fatal: conditions.filter(({ severity }) => severity === 'fatal') };
};

/** Plastics of Germany by container vessel, worth 10,000 dollars. */
const SOUND = `10AB76  03245278 2704PW0001      0111 X Y         2091026
1112-3456789  12-3456789                 090126090126       CA
20MAEU2704090126    PORTWAY MERCHANT
210417W
2200000100CTN
23MMAEU260000101
318B 036
40  001 DEDE081526        0000000500428700000004100    N
42DENORKUN4BRE   INV-1             0001 0004
43R     N30135
44PLASTIC HOUSEWARES
47MDENORKUN4BRE
47S12-3456789
503924104000 0000034000 0000010000 000000040000NO 000000050000KG
6249900003464
6250100001250
894990000000346450100000001250
9000000034000 00000004714 00000000000 00000000000 00000000000 00000000000`
  .split('\n')
  .map((record) => record.padEnd(80));

/** A record that the sound summary lacks, and which it stands behind. What it asks for elsewhere is not asked here. */
const FURTHER: readonly (readonly [after: string, record: string])[] = [
  ['23', '30B76  03245005 2704'],
  ['31', '32B76  03245005B76  03245013'],
  ['31', '330199'],
  ['31', '3431100000269'],
  ['31', '35H14'],
  ['31', '36NOT IN SCOPE OF THE ORDER'],
  ['40', '41N      0000000400'],
  ['50', '51DE1234567'],
  ['50', '52141-AB-123-4'],
  ['50', '53A428801000C00003270A  00000000000000000000000000327000'],
  ['50', '5407YYDEYYFRDE'],
  ['50', '600170000028267'],
  ['50', '616720000010000'],
  ['62', '63L12'],
  ['62', 'CW02     27P51'],
  ['62', '8800000000000 00000327000 00000000000 00000000000'],
  ['50', 'OI        PLASTIC HOUSEWARES'],
];

interface Damaged {
  readonly what: string;
  readonly layout: Layout;
  readonly field: string;
  readonly records: readonly string[];
}

const withRecord = (after: string, record: string): { records: string[]; at: number } => {
  const at = SOUND.findLastIndex((each) => recordIdOf(each) === after) + 1;
  return { records: [...SOUND.slice(0, at), record.padEnd(80), ...SOUND.slice(at)], at };
};

/** Every way in which the text of a field is not what the layout says. */
const damageOf = ({ fieldClass, designation, width }: Layout['fields'][number], was: string): [string, string][] => {
  const last = (mark: string) => `${was.trimEnd().slice(0, -1)}${mark}`.padEnd(width).slice(-width);
  const every = (mark: string) => mark.repeat(width);
  const made: [string, string][] = [];
  if (fieldClass === 'N' || fieldClass === '(S)N')
    made.push(
      ['letters', every('X')],
      ['a letter at the end', last('O')],
      ['a sign', `-${was.slice(1)}`],
      ['a point', last('.')],
    );
  if (fieldClass === 'N' && width > 1) made.push(['a space before its digits', ` ${'1'.repeat(width - 1)}`]);
  if (fieldClass === '(S)N' && width > 2) made.push(['a space between its digits', `1 ${'1'.repeat(width - 2)}`]);
  if (fieldClass === 'D')
    made.push(
      ['30 February', '023026'],
      ['a thirteenth month', '130126'],
      ['day zero', '010026'],
      ['letters', 'ABCDEF'],
      ['half a date', '0101  '],
    );
  if (fieldClass === 'AN') for (const mark of '#-./&') made.push([mark, last(mark)]);
  if (fieldClass === 'A') made.push(['a digit', last('7')], ['a mark', last('#')]);
  if (designation === 'M') made.push(['blank', every(' ')]);
  return made.filter(([, text]) => text !== was);
};

const layouts = new Map([...GRAMMARS.get('AE')!.layouts.values()].map((layout) => [layout.recordId, layout]));

const damagedFields = (): Damaged[] => {
  const places = [
    ...SOUND.map((record, at) => ({ record, at, records: SOUND })),
    ...FURTHER.map(([after, record]) => ({ record, ...withRecord(after, record) })),
  ];
  return places.flatMap(({ at, records }) => {
    const layout = layouts.get(recordIdOf(records[at]!));
    if (!layout) return [];
    return layout.fields.flatMap((field) => {
      const was = records[at]!.slice(field.from - 1, field.to);
      return damageOf(field, was).map(([what, text]) => ({
        ...{ what: `${layout.recordId} ${field.name}: ${what}`, layout, field: field.name },
        records: records.map((record, index) =>
          index === at ? record.slice(0, field.from - 1) + text + record.slice(field.to) : record,
        ),
      }));
    });
  });
};

test('the summary that is damaged here is sound', () => {
  expect(answerTo(SOUND)).toEqual({ faults: [], fatal: [] });
});

test('a record of a summary is damaged in every field and in every way: it is refused, and its record is named', () => {
  const damaged = damagedFields();
  const kinds = new Set(damaged.map(({ layout }) => layout.recordId));
  // Identity, header, transport, bond, lines, declared money and totals: all records of the guide but those of a cargo release.
  const own = [...layouts.keys()].filter((recordId) => !recordId.startsWith('SE'));
  expect(own.filter((recordId) => !kinds.has(recordId))).toEqual([]);
  const taken = damaged.filter(({ records, layout }) => {
    const { faults, fatal } = answerTo(records);
    const named = [...faults.map(({ recordId }) => recordId), ...fatal.map(({ record }) => record)];
    return !named.includes(layout.recordId);
  });
  process.stderr.write(
    `damaged fields of entry summaries: ${damaged.length - taken.length} of ${damaged.length} are refused at their record\n`,
  );
  expect(taken.map(({ what }) => what)).toEqual([]);
  expect(damaged.length).toBeGreaterThan(500);
});

test('a character that no keyboard has, in any column of any record, refuses the batch and names record and column', () => {
  const strange = ['\u0000', '\u0007', '\u00e9', '\u0416', '\u007f'];
  let tried = 0;
  SOUND.forEach((record, at) => {
    for (let column = recordIdOf(record).length + 1; column <= 80; column += 7) {
      const mark = strange[(at + column) % strange.length]!;
      const records = SOUND.map((each, index) =>
        index === at ? each.slice(0, column - 1) + mark + each.slice(column) : each,
      );
      const { faults } = answerTo(records);
      expect([column, faults.map(({ code }) => code)]).toEqual([column, expect.arrayContaining(['X40'])]);
      tried += 1;
    }
  });
  expect(tried).toBeGreaterThan(150);
});

test('data in a filler, in any column of any record, refuses the batch', () => {
  SOUND.forEach((record, at) => {
    const layout = layouts.get(recordIdOf(record))!;
    for (const { from, to, filler } of layout.fixed) {
      if (!filler) continue;
      for (const column of new Set([from, to])) {
        const records = SOUND.map((each, index) =>
          index === at ? `${each.slice(0, column - 1)}A${each.slice(column)}` : each,
        );
        expect([layout.recordId, column, answerTo(records).faults.map(({ code }) => code)]).toEqual([
          ...[layout.recordId, column, expect.arrayContaining(['X39'])],
        ]);
      }
    }
  });
});

test('a record in another place, once too often or of no kind is refused; what may change places is the same summary', () => {
  const shape = (records: readonly string[]) => records.map(recordIdOf).join(' ');
  const taken: string[] = [];
  SOUND.forEach((record, from) => {
    const without = SOUND.filter((_, at) => at !== from);
    for (let to = 0; to <= without.length; to += 1) {
      const moved = [...without.slice(0, to), record, ...without.slice(to)];
      if (shape(moved) === shape(SOUND)) continue;
      const { faults, fatal } = answerTo(moved);
      if (faults.length + fatal.length === 0) taken.push(`${recordIdOf(record)} from ${from} to ${to}`);
    }
    const unknown = answerTo(SOUND.map((each, at) => (at === from ? `77${each.slice(2)}` : each)));
    expect(unknown.faults.length).toBeGreaterThan(0);
  });
  // A ruling behind the description is that of the line and no longer that of its invoice (p. ESF-23).
  expect(taken).toEqual(['43 from 9 to 10', '44 from 10 to 9']);
});

test('a character too few or too many in any record refuses the batch, on the wire and in a file; a line that ends with its last mark is whole', () => {
  const wire = framed(SOUND).replaceAll('\r\n', '');
  const codesOf = (text: string): readonly string[] =>
    readTransmission(text, { accepts: SERVED_APPLICATIONS }).batches.flatMap(({ faults }) =>
      faults.map(({ code }) => code as string),
    );
  expect(codesOf(wire)).toEqual([]);
  for (let at = 1; at < wire.length; at += 13) {
    expect([at, codesOf(wire.slice(0, at) + wire.slice(at + 1))]).not.toEqual([at, []]);
    expect([at, codesOf(`${wire.slice(0, at)}X${wire.slice(at)}`)]).not.toEqual([at, []]);
  }
  SOUND.forEach((record, at) => {
    const longer = SOUND.map((each, index) => (index === at ? `${record}X` : each));
    expect(answerTo(longer).faults.map(({ code }) => code)).toContain('X42');
  });
  expect(codesOf(framed(SOUND).replaceAll(/ +(?=\r\n)/g, ''))).toEqual([]);
});

/** So many lines of the sound summary, with its totals. */
const withLines = (count: number): string[] => {
  const [from, to] = [SOUND.findIndex((each) => recordIdOf(each) === '40'), SOUND.length - 2];
  const lines = Array.from({ length: count }, (_, at) => String(at + 1).padStart(3, '0')).flatMap((number) =>
    SOUND.slice(from, to).map((each) => (recordIdOf(each) === '40' ? each.slice(0, 4) + number + each.slice(7) : each)),
  );
  const cents = (amount: number) => String(amount).padStart(11, '0');
  const [duty, processing, harbor] = [count * 34_000, Math.min(count * 3464, 65_150), count * 1250];
  return [
    ...[...SOUND.slice(0, from), ...lines, `89499${cents(processing)}501${cents(harbor)}`.padEnd(80)],
    `90${[duty, processing + harbor, 0, 0, 0, 0].map(cents).join(' ')}`.padEnd(80),
  ];
};

test('a summary of 998 lines is taken; the 999th refuses the batch, and is named', () => {
  expect(answerTo(withLines(998))).toEqual({ faults: [], fatal: [] });
  const { faults } = answerTo(withLines(999));
  expect(faults).toMatchObject([{ recordId: '40' }]);
});

/** The sound summary, and beside it wine of Germany with its tax and plastics with two cases. */
const EVERY_TOTAL = `10AB76  03245278 2704PW0001      0311 X           1
1112-3456789  12-3456789                 090126090126       CA
20MAEU2704090126    PORTWAY MERCHANT
210417W
2200000100CTN
23MMAEU260000101
318B 036
40  001 DEDE081526        0000000500428700000004100    N
44PLASTIC HOUSEWARES
47MDENORKUN4BRE
47S12-3456789
47EDENORKUN4BRE
503924104000 0000034000 0000010000 000000040000NO 000000050000KG
53A428801000C00003270A  00000000000000000000000000327000
53C428802000B00000400A  00000000000000000000000000040000
6249900003464
6250100001250
40  002 DEDE081526        0000000500428700000004100    N
44WINE
47MDENORKUN4BRE
47S12-3456789
502204215040 0000006300 0000010000 000000100000L
600170000028267
6249900003464
6250100001250
8800000000000 00000327000 00000040000 00000000000
894990000000692850100000002500
9000000040300 00000009428 00000028267 00000327000 00000040000 00000000000`
  .split('\n')
  .map((record) => record.padEnd(80));

test('a total that is a cent more or less than what it adds up is refused at its record, whichever of them it is', () => {
  expect(answerTo(EVERY_TOTAL)).toEqual({ faults: [], fatal: [] });
  const tried: string[] = [];
  EVERY_TOTAL.forEach((record, at) => {
    const recordId = recordIdOf(record);
    if (!['88', '89', '90'].includes(recordId)) return;
    for (const { name, from, to, width } of layouts.get(recordId)!.fields) {
      const cents = record.slice(from - 1, to);
      if (!/Amount/.test(name) || !/^\d+$/.test(cents)) continue;
      for (const by of [1, -1]) {
        const wrong = Number(cents) + by;
        if (wrong < 0) continue;
        const changed = record.slice(0, from - 1) + String(wrong).padStart(width, '0') + record.slice(to);
        const { fatal } = answerTo(EVERY_TOTAL.map((each, index) => (index === at ? changed : each)));
        expect([recordId, name, by, fatal.map((one) => one.record)]).toEqual([
          ...[recordId, name, by, expect.arrayContaining([recordId])],
        ]);
        tried.push(name);
      }
    }
  });
  expect(new Set(tried).size).toBe(12);
});

test('one OI record that is wrong refuses its summary alone: the nine beside it in the batch are accepted', () => {
  const at = SOUND.findIndex((record) => record.startsWith('50')) + 1;
  const disclaimed = (oi: string, pg: string) => [
    ...SOUND.slice(0, at),
    ...[oi, pg].map((record) => record.padEnd(80)),
    ...SOUND.slice(at),
  ];
  const right = disclaimed('OI        PLASTIC HOUSEWARES', 'PG01001FDAFOO'.padEnd(79) + 'A');
  const wrong = disclaimed('OI', 'PG01001FDAFOO'.padEnd(79) + 'A');
  for (const place of [0, 4, 9]) {
    const batch = Array.from({ length: 10 }, (_, index) => (index === place ? wrong : right));
    const answers = answersTo(batch.flat());
    expect(answers.map(({ fatal }) => fatal.length > 0)).toEqual(batch.map((_, index) => index === place));
    expect(answers[place]!.fatal).toMatchObject([{ record: 'OI', code: 'P02' }]);
  }
});

/** First day of each fee year, with the least and most that is paid in it (p. ESF-173). */
const FEE_YEARS: readonly (readonly [from: string, least: number, most: number])[] = [
  ['2018-01-01', 2567, 49799],
  ['2018-10-01', 2622, 50870],
  ['2019-10-01', 2679, 51976],
  ['2020-10-01', 2723, 52833],
  ['2021-10-01', 2775, 53840],
  ['2022-10-01', 2966, 57535],
  ['2023-10-01', 3167, 61435],
  ['2024-10-01', 3271, 63462],
  ['2025-10-01', 3358, 65150],
];
const HELD_FROM = '2022-10-01';
const mmddyy = (day: string): string => day.slice(5, 7) + day.slice(8) + day.slice(2, 4);

test('the least and the most of the merchandise processing fee change on the first day of their year, and not a day before', () => {
  const cents = (amount: number) => String(amount).padStart(11, '0');
  const totalled = (day: string, value: number, fee: number): Answer => {
    const ofLine = Math.round((value * 3464) / 10_000);
    const harbor = Math.floor((value * 125) / 1000 + 0.5);
    const duty = Math.round((value * 34) / 10);
    return answerTo(
      SOUND.map((record) => {
        const recordId = recordIdOf(record);
        if (recordId === '11') return record.slice(0, 41) + mmddyy(day) + mmddyy(day) + record.slice(53);
        if (recordId === '20') return record.slice(0, 10) + mmddyy(day) + record.slice(16);
        if (recordId === '40') return record.slice(0, 12) + mmddyy('2017-12-01') + record.slice(18);
        if (recordId === '50')
          return `503924104000 ${String(duty).padStart(10, '0')} ${String(value).padStart(10, '0')}${record.slice(34)}`;
        if (record.startsWith('62499')) return `62499${String(ofLine).padStart(8, '0')}`.padEnd(80);
        if (record.startsWith('62501')) return `62501${String(harbor).padStart(8, '0')}`.padEnd(80);
        if (recordId === '89') return `89499${cents(fee)}501${cents(harbor)}`.padEnd(80);
        if (recordId === '90') return `90${[duty, fee + harbor, 0, 0, 0, 0].map(cents).join(' ')}`.padEnd(80);
        return record;
      }),
    );
  };
  const feeCodes = ({ fatal }: Answer) =>
    fatal.map(({ code }) => code).filter((code) => ['639', '640', '641', '642', '719', '715', '712'].includes(code));
  FEE_YEARS.forEach(([from, least, most], at) => {
    if (from < HELD_FROM) return;
    const before = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
    const [, leastBefore, mostBefore] = FEE_YEARS[at - 1]!;
    expect([from, feeCodes(totalled(from, 5000, least)), feeCodes(totalled(from, 300_000, most))]).toEqual([
      from,
      [],
      [],
    ]);
    expect(feeCodes(totalled(from, 5000, leastBefore))).not.toEqual([]);
    expect(feeCodes(totalled(from, 300_000, mostBefore))).not.toEqual([]);
    expect([
      before,
      feeCodes(totalled(before, 5000, leastBefore)),
      feeCodes(totalled(before, 300_000, mostBefore)),
    ]).toEqual([before, [], []]);
    expect(feeCodes(totalled(before, 5000, least))).not.toEqual([]);
  });
});

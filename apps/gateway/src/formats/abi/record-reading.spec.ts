import {
  Block,
  decode,
  encode,
  type Field,
  fateOf,
  GRAMMARS,
  type Layout,
  type RecordImage,
  type Transaction,
  type Usage,
} from '#catair';
import { CargoReleaseFiled, EntrySummaryFiled } from '#contracts';
import type { Account } from '../../account/account';
import { arrival } from '../../filing/transmission';
import { cargoReleaseFiling } from './cargo-release.mapping';
import { entrySummaryFiling } from './entry-summary.mapping';
import { summaryRecords } from './summary-records';

const account: Account = {
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  name: 'Harbor Brokers',
  kinds: ['broker'],
  active: true,
  importerNumbers: [],
  filerCodes: ['B76'],
  scacs: [],
  ports: [],
  abi: null,
};
const { id, origin } = arrival(account, 'abi');
const block = new Block(1, 'B  2704B76SE'.padEnd(80), 0);

type Application = 'SE' | 'AE';
const NEVER_BLANK = [
  ...['34 headerFeeAmount1', '40 grossShippingWeight', '50 dutyAmount', '50 valueOfGoodsAmount'],
  ...['53 caseDepositRate', '53 dutyAmount', '60 irTaxAmount', '62 userFeeAmount'],
  ...['90 grandTotalDutyAmount', '90 grandTotalUserFeeAmount', '90 grandTotalIrTaxAmount'],
  ...['90 grandTotalAdDutyAmount', '90 grandTotalCvDutyAmount'],
];
type Filed = CargoReleaseFiled | EntrySummaryFiled;
const APPLICATIONS: Application[] = ['SE', 'AE'];
const layoutsOf = (application: Application): Layout[] => [...GRAMMARS.get(application)!.layouts.values()];

/** Two values of a field that differ and can be read. */
const valueFor = ({ fieldClass, oneOf, width }: Field, which: 0 | 1): string => {
  if (oneOf) return oneOf[which]!;
  if (fieldClass === 'D') return ['010126', '020226'][which]!;
  if (fieldClass === 'N' || fieldClass === '(S)N') return ['1', '2'][which]!.repeat(width);
  return ['A', 'B'][which]!.repeat(width);
};

const filled = (layout: Layout): string =>
  encode(layout, Object.fromEntries(layout.fields.map((field) => [field.name, valueFor(field, 0)])));

/** One transaction with every record the application knows, each once, every field of it filled. */
const everyRecord = (application: Application): RecordImage[] => {
  const { header, usage } = GRAMMARS.get(application)!;
  const layouts = [header];
  const walk = (usages: readonly Usage[]): void => {
    for (const { layout, then } of usages) {
      layouts.push(layout);
      walk(then);
    }
  };
  walk(usage.get('')!);
  return layouts.map((layout, index) => ({ recordId: layout.recordId, image: filled(layout), index, level: 0 }));
};

const filedFrom = (application: Application, records: readonly RecordImage[]): Filed => {
  const transaction: Transaction = {
    application,
    block,
    position: 1,
    recordPosition: 3,
    startByte: 0,
    endByte: 0,
    records,
  };
  const { contract, data } = (application === 'SE' ? cargoReleaseFiling : entrySummaryFiling)(
    transaction,
    account,
    origin(id),
  );
  expect(contract.faultOf(data)).toBeNull();
  return data as Filed;
};

const replaced = (records: readonly RecordImage[], recordId: string, from: number, text: string): RecordImage[] => {
  const at = records.findIndex((record) => record.recordId === recordId);
  return records.map((record, index) =>
    index === at
      ? { ...record, image: record.image.slice(0, from - 1) + text + record.image.slice(from - 1 + text.length) }
      : record,
  );
};

const carriedIn = ({ carried }: Filed, recordId: string): Record<string, string> =>
  carried?.find(({ record }) => record === recordId)?.fields ?? {};

describe.each(APPLICATIONS)('Of what is read of %s', (application) => {
  const whole = everyRecord(application);
  const base = filedFrom(application, whole);
  const rows = layoutsOf(application).flatMap((layout) =>
    layout.fields.map((field) => [`${layout.recordId} ${field.name}`, layout, field] as const),
  );

  test.each(rows)('%s reaches the owning service', (_name, { recordId }, field) => {
    const value = valueFor(field, 1);
    const fate = fateOf(application, recordId, field.name)!;
    const filed = filedFrom(application, replaced(whole, recordId, field.from, value));
    const typed = ({ carried: _, reading: __, ...members }: Filed) => members;
    if (fate.kind === 'typed') expect(typed(filed)).not.toEqual(typed(base));
    else expect(carriedIn(filed, recordId)[field.name]).toBe(value);
    if (fate.kind === 'typed' && fate.given) {
      const given = layoutsOf(application)
        .find((layout) => layout.recordId === recordId)!
        .fields.find(({ name }) => name === `${fate.given}${/\d$/.exec(field.name)?.[0] ?? ''}`)!;
      const alone = replaced(whole, recordId, given.from, ' '.repeat(given.width));
      expect(carriedIn(filedFrom(application, alone), recordId)[field.name]).toBe(valueFor(field, 0));
    }
  });

  test('what is not judged is told once for each kind of record, with the fields and the reason', () => {
    const expected = layoutsOf(application)
      .filter(({ recordId, fields }) =>
        fields.some(({ name }) => {
          const fate = fateOf(application, recordId, name);
          return fate?.kind === 'not judged' || (fate?.kind === 'typed' && fate.unjudged !== undefined);
        }),
      )
      .map(({ recordId }) => recordId);
    const told = (base.reading ?? []).filter(({ code }) => code === 'W95');
    expect(told.map(({ record }) => record).sort()).toEqual([...expected].sort());
    for (const { record, severity, text, remedy, field } of told) {
      expect([severity, text]).toEqual(['information', `${record} KEPT, NOT JUDGED HERE`]);
      expect(remedy).toContain(`${field}`);
      expect(remedy).toMatch(/: .+\. It is on file as sent/);
    }
  });

  const judgedByColumn = rows.filter(([, , { fieldClass, oneOf }]) => fieldClass !== 'X' || oneOf);
  test.each(judgedByColumn)('%s that cannot be read is told at its record and columns', (_name, layout, field) => {
    const { recordId } = layout;
    const filed = filedFrom(application, replaced(whole, recordId, field.from, '~'.repeat(field.width)));
    const found = filed.reading!.filter(({ code }) => code !== 'W95');
    expect(found).toMatchObject([
      { record: recordId, field: field.name, recordIndex: whole.findIndex((r) => r.recordId === recordId) },
    ]);
    const columns = field.from === field.to ? `COL ${field.from} ` : `COL ${field.from}-${field.to} `;
    expect(found[0]!.text).toContain(`${recordId} ${columns}`);
    expect(found[0]!.text.length).toBeLessThanOrEqual(40);
    const isLost = field.oneOf !== null || ['N', '(S)N', 'D'].includes(field.fieldClass);
    const isTyped = fateOf(application, recordId, field.name)!.kind === 'typed';
    // What a summary is made of holds what its class allows (p. ESF-18); names of a cargo release may have an apostrophe.
    const isStrict = application === 'AE' && !recordId.startsWith('SE');
    expect(found[0]!.severity).toBe(isStrict || (isLost && isTyped) ? 'fatal' : 'warning');
  });

  test('a field that is not used is no finding', () => {
    const [header, ...others] = whole;
    const blank = others.map((record) => ({ ...record, image: record.recordId.padEnd(80) }));
    const { reading = [] } = filedFrom(application, [header!, ...blank]);
    const needed = application === 'AE' ? NEVER_BLANK : [];
    const isNeeded = ({ record, field }: { record: string | null; field: string | null }) =>
      needed.includes(`${record} ${field}`);
    expect(reading.filter((one) => one.record !== header!.recordId && one.code !== 'W9A' && !isNeeded(one))).toEqual(
      [],
    );
  });
});

test.each(NEVER_BLANK)(
  '%s of a summary that is blank is told at its record: it may be zero and not left out',
  (place) => {
    const [recordId, name] = place.split(' ') as [string, string];
    const records = everyRecord('AE');
    const { from, width } = layoutsOf('AE')
      .find((layout) => layout.recordId === recordId)!
      .fields.find((field) => field.name === name)!;
    const found = (text: string) =>
      (filedFrom('AE', replaced(records, recordId, from, text)).reading ?? []).filter(({ code }) => code !== 'W95');
    expect(found(' '.repeat(width))).toMatchObject([
      {
        ...{ code: 'W91', severity: 'fatal', record: recordId, field: name },
        recordIndex: records.findIndex((one) => one.recordId === recordId),
      },
    ]);
    expect(found('0'.repeat(width))).toEqual([]);
  },
);

test('a fee of the header that is not begun has no amount to send', () => {
  const blank = replaced(replaced(everyRecord('AE'), '34', 14, ' '.repeat(11)), '34', 25, ' '.repeat(56));
  expect((filedFrom('AE', blank).reading ?? []).filter(({ code }) => code !== 'W95')).toEqual([]);
});

test('both bonds of a summary are in its message, each with its record', () => {
  const records = everyRecord('AE');
  const at = records.findIndex(({ recordId }) => recordId === '31');
  const twice = [...records.slice(0, at + 1), ...records.slice(at)].map((record, index) => ({ ...record, index }));
  const { bonds, carried } = filedFrom('AE', twice) as EntrySummaryFiled;
  expect(bonds!.map(({ surety, recordIndex }) => [surety, recordIndex])).toEqual([
    ['AAA', at],
    ['AAA', at + 1],
  ]);
  expect(carried).toBeUndefined();
});

describe('Data of partner agencies in a summary', () => {
  const summary = everyRecord('AE');
  const behind = (recordId: string, ...images: string[]): EntrySummaryFiled => {
    const at = summary.findLastIndex((record) => record.recordId === recordId) + 1;
    const data = images.map((image) => ({
      recordId: image.startsWith('OI') ? 'OI' : image.slice(0, 4),
      image,
      level: 2,
    }));
    const records = [...summary.slice(0, at), ...data, ...summary.slice(at)];
    return filedFrom(
      'AE',
      records.map((record, index) => ({ ...record, index, image: record.image.padEnd(80) })),
    ) as EntrySummaryFiled;
  };
  const told = ({ reading = [] }: EntrySummaryFiled, ...codes: string[]) =>
    reading.filter(({ code, record }) => codes.includes(code) && (record === 'OI' || record?.startsWith('PG')));

  test('stands with its tariff number, by the names of the message set, and the filer is told that nobody reviews it there', () => {
    const filed = behind('SE61', 'OI        TOMATOES', 'PG01001FDAFOO');
    expect(filed.lines[0]!.tariffs[0]!.agencyRecords).toMatchObject([
      { record: 'OI', fields: { commercialDescription: 'TOMATOES' } },
      { record: 'PG01', fields: { governmentAgencyCode: 'FDA', governmentAgencyProgramCode: 'FOO' } },
    ]);
    expect(told(filed, 'W95')).toMatchObject([{ severity: 'information', text: 'OI, PG KEPT, NOT JUDGED HERE' }]);
  });

  test('may stand in groups of substitution in the header and before the first tariff number', () => {
    const filed = behind('36', 'PG00S0001');
    expect(filed.agencyRecords).toMatchObject([{ record: 'PG00' }]);
    expect(behind('47', 'PG00S0001').lines[0]!.agencyRecords).toMatchObject([{ record: 'PG00' }]);
  });

  test('that stands behind no tariff number, or cannot be read, refuses its summary alone', () => {
    expect(told(behind('63', 'PG01001FDAFOO'), 'W98')).toMatchObject([{ severity: 'fatal', record: 'PG01' }]);
    expect(told(behind('90', 'PG01001FDAFOO'), 'W98')).toMatchObject([{ severity: 'fatal', record: 'PG01' }]);
    expect(told(behind('SE61', 'OI        TOMATOES', 'PG01XXXFDAFOO'), 'W91')).toMatchObject([{ severity: 'fatal' }]);
  });
});

test('of a filing that is unreadable throughout fifty findings are listed, the last says how many more there are', () => {
  const [header, contact, ...rest] = everyRecord('SE');
  const line = rest.find(({ recordId }) => recordId === 'SE60')!;
  const broken = { ...line, image: `SE60${'1'.repeat(10)}${'#'.repeat(10)}`.padEnd(80) };
  const item = rest.find(({ recordId }) => recordId === 'SE40')!;
  const records = [header!, contact!, item, ...Array.from({ length: 60 }, () => broken)];
  const filed = filedFrom(
    'SE',
    records.map((record, index) => ({ ...record, index })),
  );
  const fatal = filed.reading!.filter(({ severity }) => severity === 'fatal');
  expect(fatal).toHaveLength(50);
  expect(fatal.at(-1)!.remedy).toMatch(/10 more are not listed\.$/);
});

test('a reason for a cancellation is digits, whatever the guide prints as its class: none of the list is warned of', () => {
  const whole = everyRecord('SE');
  for (let reason = 1; reason <= 12; reason += 1) {
    const filed = filedFrom('SE', replaced(whole, 'SE13', 60, String(reason).padStart(2, '0')));
    expect((filed.reading ?? []).filter(({ record, code }) => record === 'SE13' && code !== 'W95')).toEqual([]);
  }
});

test('a reference that does not stand at the left of its columns reaches the rules as it stands, in capitals', () => {
  const filed = filedFrom('SE', replaced(everyRecord('SE'), 'SE20', 8, ' inv-1'.padEnd(50)));
  expect(filed).toMatchObject({ references: [{ value: ' INV-1' }] });
});

test('in the header of a summary data of agencies stands from PG00 on, and what stands before it is refused (p. ESF-21)', () => {
  const summary = everyRecord('AE');
  const at = summary.findIndex(({ recordId }) => recordId === '40');
  const reading = (...ids: string[]) => {
    const data = ids.map((recordId) => ({ recordId, image: `${recordId}001FDA`.padEnd(80), index: 0, level: 0 }));
    const records = [...summary.slice(0, at), ...data, ...summary.slice(at)].map((one, index) => ({ ...one, index }));
    return (filedFrom('AE', records).reading ?? []).filter(({ code }) => code === 'W98');
  };
  expect(reading('PG01')).toMatchObject([{ record: 'PG01', recordIndex: at, severity: 'fatal' }]);
  expect(reading('PG00', 'PG01')).toEqual([]);
});

test('a record of a summary whose mandatory field is blank is told at its columns, and where the field is filled it is not', () => {
  const told = (record: string) => {
    const records = everyRecord('AE').map((one) =>
      one.recordId === '36' ? { ...one, image: record.padEnd(80) } : one,
    );
    return (filedFrom('AE', records).reading ?? []).filter(({ code }) => code === 'W9A');
  };
  expect(told('36')).toMatchObject([
    { severity: 'fatal', record: '36', field: 'pscFilingExplanationText', text: '36 COL 3-77 MANDATORY AND BLANK' },
  ]);
  expect(told('36WRONG VALUE')).toEqual([]);
});

test.each([
  ['40', 25, 'A+', 'C#', 'A-'],
  ['20', 3, '*F  ', '**  ', 'A/  '],
])('%s column %i of a summary may hold the marks of its codes, and no others', (recordId, from, one, other, wrong) => {
  const told = (text: string) =>
    (filedFrom('AE', replaced(everyRecord('AE'), recordId, from, text)).reading ?? []).filter(
      ({ code }) => code === 'W99',
    );
  expect([told(one), told(other)]).toEqual([[], []]);
  expect(told(wrong)).toMatchObject([{ severity: 'fatal', record: recordId }]);
});

test('a summary on file is written field by field as it was sent, but for SE records and those of agencies', () => {
  const sent = everyRecord('AE').filter(({ recordId }) => !/^(SE|OI|PG)/.test(recordId));
  const {
    origin: _origin,
    accountFilerCodes: _codes,
    reading: _reading,
    ...content
  } = filedFrom('AE', sent) as never as EntrySummaryFiled;
  const layouts = GRAMMARS.get('AE')!.layouts;
  const fieldsOf = (image: string): string => {
    const layout = [...layouts.values()].find(({ recordId }) => image.startsWith(recordId))!;
    const values = Object.entries<string>(decode(layout, image).values);
    return values
      .map(([name, value]) => `${layout.recordId} ${name} ${value.trim().replace(/^0+(?=\d)/, '')}`)
      .join('\n');
  };
  const written = summaryRecords(content).filter((image) => !image.startsWith('4A'));
  expect(written.map(fieldsOf)).toEqual(sent.map(({ image }) => fieldsOf(image)));
});

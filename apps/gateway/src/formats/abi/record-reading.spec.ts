import {
  Block,
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
        fields.some(({ name }) => fateOf(application, recordId, name)?.kind === 'not judged'),
      )
      .map(({ recordId }) => recordId);
    const told = base.reading!.filter(({ code }) => code === 'PR5');
    expect(told.map(({ record }) => record).sort()).toEqual([...expected].sort());
    for (const { record, severity, text, remedy, field } of told) {
      expect([severity, text]).toEqual(['information', `${record} KEPT, NOT JUDGED HERE`]);
      expect(remedy).toContain(`${field}`);
      expect(remedy).toMatch(/: .+\. Nothing to do/);
    }
  });

  const judgedByColumn = rows.filter(([, , { fieldClass, oneOf }]) => fieldClass !== 'X' || oneOf);
  test.each(judgedByColumn)('%s that cannot be read is told at its record and columns', (_name, layout, field) => {
    const { recordId } = layout;
    const filed = filedFrom(application, replaced(whole, recordId, field.from, '#'.repeat(field.width)));
    const found = filed.reading!.filter(({ code }) => code !== 'PR5');
    expect(found).toMatchObject([
      { record: recordId, field: field.name, recordIndex: whole.findIndex((r) => r.recordId === recordId) },
    ]);
    const columns = field.from === field.to ? `COL ${field.from} ` : `COL ${field.from}-${field.to} `;
    expect(found[0]!.text).toContain(`${recordId} ${columns}`);
    expect(found[0]!.text.length).toBeLessThanOrEqual(40);
    const isLost = field.oneOf !== null || ['N', '(S)N', 'D'].includes(field.fieldClass);
    const isTyped = fateOf(application, recordId, field.name)!.kind === 'typed';
    expect(found[0]!.severity).toBe(isLost && isTyped ? 'fatal' : 'warning');
  });

  test('a field that is not used is no finding', () => {
    const [header, ...others] = whole;
    const blank = others.map((record) => ({ ...record, image: record.recordId.padEnd(80) }));
    const { reading = [] } = filedFrom(application, [header!, ...blank]);
    expect(reading.filter(({ record }) => record !== header!.recordId)).toEqual([]);
  });
});

test('a second bond of a summary is kept whole, though only the first is judged', () => {
  const records = everyRecord('AE');
  const at = records.findIndex(({ recordId }) => recordId === '31');
  const twice = [...records.slice(0, at + 1), ...records.slice(at)].map((record, index) => ({ ...record, index }));
  const bonds = filedFrom('AE', twice).carried!.filter(({ record }) => record === '31');
  expect(bonds.map(({ fields }) => 'suretyCompanyCode' in fields)).toEqual([false, true]);
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

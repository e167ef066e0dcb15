import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryCheckDigit as kernelsDigit } from '#kernel';
import { codeFault, entryCheckDigit } from '../../apps/portal/web/pages/filing/checks';
import {
  columnsNamed,
  formOf,
  recordsOf,
  transactionsIn,
  transmissionOf,
} from '../../apps/portal/web/pages/filing/edi';
import { isNamed } from '../../apps/portal/web/pages/filing/field-words';
import { FORMS, KINDS } from '../../apps/portal/web/pages/filing/kinds';
import { bodyOf, bodySchemaIn, faultOf, typedOf } from '../../apps/portal/web/pages/filing/schema';
import { columnsOf, placeIn, readSheet } from '../../apps/portal/web/pages/filing/sheet';

const DOCS = join(__dirname, '..', '..', 'docs');
const read = (...path: string[]): string => readFileSync(join(DOCS, ...path), 'latin1');
const described = JSON.parse(readFileSync(join(DOCS, 'developers', 'openapi', 'gateway.json'), 'utf8'));
const schemaOf = (kind: string) => bodySchemaIn(described, kind);

describe.each(KINDS)('the form of a %s', (kind) => {
  const schema = schemaOf(kind);

  it('asks first for fields that the interface has', () => {
    const { unknown } = readSheet([columnsOf(schema, FORMS[kind].first)], schema, FORMS[kind].key);
    expect(unknown).toEqual([]);
  });

  it('calls each field that it asks first by a name in the language of the page', () => {
    const inside = (typed: unknown): string[] =>
      Array.isArray(typed)
        ? typed.flatMap(inside)
        : typed !== null && typeof typed === 'object'
          ? Object.entries(typed).flatMap(([name, one]) => [name, ...inside(one)])
          : [];
    const asked = [
      ...FORMS[kind].first.flatMap((place) => place.replaceAll('[]', '').split('.')),
      ...inside(FORMS[kind].empty),
    ];
    expect([...new Set(asked)].filter((name) => !isNamed(name))).toEqual([]);
  });

  it('sends what the sample of the partners says, when that is typed into it', () => {
    const sample = JSON.parse(read('partners', 'samples', `${kind}.json`));
    expect(bodyOf(schema, typedOf(schema, sample))).toEqual(sample);
  });
});

test('an empty form sends nothing that was not typed or offered', () => {
  expect(bodyOf(schemaOf('cargo-release'), { action: 'add', bills: [{ type: '', number: '' }], lines: [] })).toEqual({
    action: 'add',
  });
});

test.each([
  ['portOfEntry', '9999', 'notPort'],
  ['portOfEntry', '2704', undefined],
  ['entryNumber', 'B76-0324528-7', 'checkDigit'],
  ['entryNumber', 'B76-0324528-6', undefined],
  ['entryNumber', '', 'missing'],
  ['estimatedValueDollars', '10.5', 'notWhole'],
  ['electedEntryDate', '2026-02-30', 'notDay'],
])('%s %s is judged before it is sent: %s', (name, typed, says) => {
  const schema = schemaOf('cargo-release');
  const isRequired = schema.required!.includes(name);
  expect(faultOf(name, schema.properties![name]!, typed, isRequired)?.says).toBe(says);
});

test('money is typed in dollars and sent in cents', () => {
  const cents = schemaOf('entry-summary').properties!['totals']!.properties!['dutyCents']!;
  expect(bodyOf(cents, '340.5', 'dutyCents')).toBe(34_050);
  expect(faultOf('dutyCents', cents, '340,50', false)?.says).toBe('notMoney');
});

test.each(['B760324528', 'WBN0000001', 'ZZ91234567', 'S360000019'])(
  'the check digit of %s is the one that entry judges by',
  (number) => {
    expect(entryCheckDigit(number)).toBe(kernelsDigit(number.slice(0, 3), number.slice(3)));
    expect(codeFault('entryNumber', number + entryCheckDigit(number))).toBeNull();
  },
);

describe('a sheet', () => {
  const rows = [
    [
      'action',
      'entryNumber',
      'entryType',
      'lines.number',
      'lines.tariffs.hts',
      'lines.tariffs.dutyDollars',
      'bills.number',
    ],
    ['add', 'B76-0324528-6', '1', '1', '3924104000', '340.00', '260000112'],
    ['', 'B76-0324528-6', '', '1', '9903', '', '260000112'],
    ['', 'B76-0324528-6', '', '2', '3926909985', '1', ''],
    ['add', 'B76-0324527-8', '11', '', '', '', '260000113'],
  ];
  const schema = schemaOf('entry-summary');

  it('is as many filings as it has numbers; rows add what the row before had not, and lost zeros are put back', () => {
    const { filings, unknown } = readSheet(rows, schema, 'entryNumber');
    expect(unknown).toEqual([]);
    expect(filings.map(({ body }) => body)).toEqual([
      {
        ...{ action: 'add', entryNumber: 'B76-0324528-6', entryType: '01' },
        bills: [{ number: '260000112' }],
        lines: [
          { number: '1', tariffs: [{ hts: '3924104000', dutyCents: 34_000 }, { hts: '9903' }] },
          { number: '2', tariffs: [{ hts: '3926909985', dutyCents: 100 }] },
        ],
      },
      { action: 'add', entryNumber: 'B76-0324527-8', entryType: '11', bills: [{ number: '260000113' }] },
    ]);
  });

  it('shows an error at the row and column of what a pointer names, or of the nearest that is there', () => {
    const [first] = readSheet(rows, schema, 'entryNumber').filings;
    expect(placeIn(first!, '/lines/0/tariffs/1/hts')).toEqual({ row: 2, column: 4 });
    expect(placeIn(first!, '/lines/1/tariffs/0/valueDollars')).toEqual({ row: 3, column: 4 });
  });

  it('names columns that are no field, and drops none in silence', () => {
    expect(
      readSheet(
        [
          ['entryNumber', 'colour'],
          ['B76-0324528-6', 'red'],
        ],
        schema,
        'entryNumber',
      ).unknown,
    ).toEqual(['colour']);
  });
});

describe('a file of software', () => {
  const abi = read('partners', 'samples', 'cargo-release.abi');

  it('is known by its first characters', () => {
    expect(formOf('x', abi)).toBe('abi');
    expect(formOf('x', read('partners', 'samples', 'manifest-ocean.309'))).toBe('x12');
    expect(formOf('x', '{}')).toBe('json');
    expect(formOf('x.csv', '')).toBe('sheet');
    expect(formOf('x', 'Dear customs')).toBeNull();
  });

  it('is sent as it was read: records of 80 columns, with or without line ends', () => {
    const records = recordsOf('abi', abi);
    expect(records.every((one) => one.length <= 80)).toBe(true);
    expect(recordsOf('abi', abi.replace(/\r?\n/g, ''))).toEqual(records);
    expect(recordsOf('abi', transmissionOf('abi', records)).map((one) => one.trimEnd())).toEqual(
      records.map((one) => one.trimEnd()),
    );
  });

  it('counts the records of a condition from the one that begins its filing', () => {
    const records = recordsOf('abi', abi);
    const [begin] = transactionsIn('abi', records);
    expect(records[begin!]).toMatch(/^SE10/);
    const segments = recordsOf('x12', read('partners', 'samples', 'manifest-ocean.309'));
    expect(segments[transactionsIn('x12', segments)[0]!]).toMatch(/^ST/);
  });

  it('shows the columns that the text of a condition names', () => {
    expect(columnsNamed('SE10 COL 14-23 NOT A NUMBER')).toEqual([14, 23]);
    expect(columnsNamed('40 COL 7 NOT OF ITS CLASS')).toEqual([7, 7]);
    expect(columnsNamed('NOT ON FILE')).toBeNull();
  });
});

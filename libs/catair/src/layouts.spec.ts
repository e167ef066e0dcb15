import fc from 'fast-check';
import { decode, encode } from './codec';
import type { Field, Layout } from './layout';
import * as CB from './layouts/bond';
import { AGENCY_RECORDS } from './layouts/agency-data';
import * as SE from './layouts/cargo-release';
import * as DE from './layouts/drawback';
import * as ENVELOPE from './layouts/envelope';
import * as SO from './layouts/release-status';
import * as ANSWER from './layouts/summary-answer';
import * as HEADER from './layouts/summary-header';
import * as LINES from './layouts/summary-lines';
import * as QUERY from './layouts/summary-query';
import * as UC from './layouts/summary-status';
import { mmddyyOf } from './values';

const { E0_REFERENCES, ...answers } = ANSWER;
const LAYOUTS: [string, Layout][] = [
  ...Object.entries<Layout>({
    ...ENVELOPE,
    ...SE,
    ...SO,
    ...DE,
    ...CB,
    ...HEADER,
    ...LINES,
    ...QUERY,
    ...UC,
    ...answers,
  }),
  ...AGENCY_RECORDS.map((layout): [string, Layout] => [layout.recordId, layout]),
  ...[...E0_REFERENCES].map(([type, layout]): [string, Layout] => [`E0 ${type}`, layout]),
];

const text = (alphabet: string, width: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), maxLength: width }).map((value) => value.trim());
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';
const KEYBOARD = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join('');
const dates = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2079-12-31'), noInvalidDate: true })
  .map((date) => mmddyyOf(date.toISOString().slice(0, 10))!);

function valueFor(field: Field): fc.Arbitrary<string> {
  if (field.oneOf) return fc.constantFrom('', ...field.oneOf);
  if (field.verbatim) return text(KEYBOARD, field.width).map((value) => value.trimEnd());
  switch (field.fieldClass) {
    case 'A':
      return text(LETTERS, field.width);
    case 'AN':
      return text(`${LETTERS}${DIGITS} `, field.width);
    case 'X':
      return text(KEYBOARD.replace(/[a-z]/g, ''), field.width);
    case 'D':
      return fc.oneof(fc.constant(''), dates);
    default:
      return fc.oneof(
        fc.constant(''),
        fc.string({ unit: fc.constantFrom(...DIGITS), minLength: field.width, maxLength: field.width }),
      );
  }
}

describe('Record layouts', () => {
  it('cover every record the platform exchanges', () => {
    expect(LAYOUTS.length).toBeGreaterThan(110);
  });

  it.each(LAYOUTS)('%s names each of its 80 columns once and each field once', (_name, { recordId, fields, fixed }) => {
    const columns = [...fields, ...fixed].sort((left, right) => left.from - right.from);
    let next = 1;
    for (const { from, to } of columns) {
      expect(from).toBe(next);
      expect(to).toBeGreaterThanOrEqual(from);
      next = to + 1;
    }
    expect(next).toBe(81);
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    expect(fixed[0]).toMatchObject({ from: 1, text: recordId });
    fixed.forEach(({ from, to, text: content }) => expect(content).toHaveLength(to - from + 1));
  });

  it.each(LAYOUTS)('%s written and read again gives the same values', (_name, layout) => {
    const values = fc.record(Object.fromEntries(layout.fields.map((field) => [field.name, valueFor(field)])));
    fc.assert(
      fc.property(values, (given) => {
        const image = encode(layout, given);
        expect(image).toHaveLength(80);
        const read = decode(layout, image);
        expect(read.values).toEqual(given);
        expect(read.faults.filter(({ kind }) => kind !== 'series')).toEqual([]);
        expect(encode(layout, read.values)).toBe(image);
      }),
      { numRuns: 60 },
    );
  });

  it.each(LAYOUTS)('%s read from any 80 characters never throws', (_name, layout) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (image) => {
        for (const fault of decode(layout, image).faults) expect(fault.text).toContain(layout.recordId);
      }),
      { numRuns: 25 },
    );
  });
});

describe('Reading one record', () => {
  const good = encode(SE.SE40, {
    lineItemIdentifier: '1',
    countryOfOriginCode: 'NG',
    commercialInvoiceDescription: 'BAGS',
  });

  it('folds lower case and drops leading spaces of text', () => {
    const { values, faults } = decode(SE.SE40, 'se40001ng   cotton bags'.padEnd(80));
    expect(values).toEqual({
      lineItemIdentifier: '001',
      countryOfOriginCode: 'NG',
      commercialInvoiceDescription: 'COTTON BAGS',
    });
    expect(faults).toEqual([]);
  });

  it('zero-fills numbers it writes and leaves unused numbers blank', () => {
    expect(good.slice(4, 7)).toBe('001');
    expect(encode(SE.SE60, { htsNumber: '4202923131' }).slice(14, 24)).toBe(' '.repeat(10));
  });

  it('names data in a filler as X39', () => {
    const image = `${good.slice(0, 9)}!${good.slice(10)}`;
    expect(decode(SE.SE40, image).faults).toMatchObject([
      { kind: 'filler', code: 'X39', from: 10, to: 10, field: null },
    ]);
  });

  it('names letters in a number, spaces before a zero-filled number and impossible dates by field', () => {
    const faulty = decode(SE.SE60, `SE604202923131${'12A'.padStart(10, '0')}`.padEnd(80)).faults;
    expect(faulty).toMatchObject([{ kind: 'class', code: 'X40', field: 'lineItemValue', from: 15, to: 24 }]);
    expect(decode(SE.SE60, `SE604202923131${'12'.padStart(10)}`.padEnd(80)).faults).toHaveLength(1);
    expect(decode(HEADER.AE_20, '20MAEU5301023026'.padEnd(80)).faults).toMatchObject([
      { field: 'estimatedDateOfArrival' },
    ]);
  });

  it('accepts spaces before a number of class (S)N', () => {
    const { values, faults } = decode(HEADER.AE_22, '22     240CTN  '.padEnd(80));
    expect([values.manifestedQuantity, faults]).toEqual(['240', []]);
  });

  it('names control characters as X40 and a short record as X42', () => {
    expect(decode(SE.SE40, good.replace('BAGS', 'BA\u0000S')).faults).toContainEqual(
      expect.objectContaining({ kind: 'charset', code: 'X40', from: 13 }),
    );
    expect(decode(SE.SE40, good.slice(0, 20)).faults).toMatchObject([{ kind: 'length', code: 'X42', from: 21 }]);
  });

  it('refuses to write what does not fit', () => {
    expect(() => encode(SE.SE40, { lineItemIdentifier: '1000' })).toThrow('SE40 lineItemIdentifier (columns 5-7)');
    expect(() => encode(SE.SE40, { countryOfOriginCode: '12' })).toThrow('letters');
  });
});

import { FIELD_ROWS, FREE, RECKONED, stemOf } from './field-rows';
import { RULE_BOOK } from './rule-book';
import { SUMMARY_CONDITIONS } from './summary-conditions';

/** Of a cargo release that is asked for with the summary, and of sanctions: carried, and told as not judged. */
const OF_OTHERS = /^SE\d\d$/;
const placeOf = ({ record, field }: { record: string; field: string }): string => `${record} ${field}`;

test('every field of an entry summary is judged by more than length and class, or is free text', () => {
  const idle = FIELD_ROWS.filter((row) => row.codes.length === 0 && !FREE.includes(placeOf(row)));
  expect(idle.filter(({ record }) => !OF_OTHERS.test(record)).map(placeOf)).toEqual([]);
});

test('every field has a class, and a condition for what is not of it; where all characters are, the batch is read as ASCII', () => {
  expect(FIELD_ROWS.length).toBeGreaterThan(140);
  const open = FIELD_ROWS.filter((row) => (row.unreadable === null) !== (row.fieldClass === 'X'));
  expect(open.map(placeOf)).toEqual([]);
});

test('no rule names a field that its record lacks, and no field a condition that there is none of', () => {
  const known = new Set(FIELD_ROWS.map(placeOf));
  const named = RULE_BOOK.flatMap(({ record, fields = [] }) =>
    (fields as readonly string[]).map((field) => `${record} ${stemOf(field)}`),
  );
  expect([...named, ...Object.keys(RECKONED), ...FREE].filter((place) => !known.has(place))).toEqual([]);
  const codes = Object.values(RECKONED).flat();
  expect(codes.filter((code) => !SUMMARY_CONDITIONS.has(code))).toEqual([]);
});

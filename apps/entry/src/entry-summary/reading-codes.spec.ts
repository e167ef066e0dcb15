import { summaryHeaderLayouts, summaryLineLayouts } from '#catair';
import type { Condition } from '#contracts';
import { asDictionarySays, withoutSaidTwice } from './reading-codes';
import { SUMMARY_CONDITIONS } from './summary-conditions';
import { UNREADABLE } from './unreadable.table';

const found = (record: string, field: string, code = 'W91'): Condition => ({
  ...{ code, text: `${record} COL 3-4 NOT A NUMBER`, remedy: 'ABC. Send digits only.', severity: 'fatal' },
  ...{ recordIndex: 4, record, field, at: null, grouping: 'LINITM' },
});

test.each(UNREADABLE)(
  '$record $field that is none is told as $code, at its record and with what to send',
  ({ code, record, field }) => {
    expect(asDictionarySays(found(record, field))).toMatchObject({
      ...{ code, record, field, recordIndex: 4, severity: 'fatal', remedy: 'ABC. Send digits only.' },
      text: SUMMARY_CONDITIONS.get(code as never).text,
    });
  },
);

test('a field with no code of its own, and what is only kept, keep the words of reading', () => {
  expect(asDictionarySays(found('11', 'importerOfRecordNumber')).code).toBe('W91');
  expect(asDictionarySays(found('50', 'quantity', 'W95')).code).toBe('W95');
});

test('the second quantity of a tariff number is a quantity', () => {
  expect(asDictionarySays(found('50', 'quantity2')).code).toBe('440');
});

test('every field of the table is one of its record', () => {
  const layouts = [...Object.values(summaryHeaderLayouts), ...Object.values(summaryLineLayouts)];
  for (const { record, field } of UNREADABLE) {
    const names = layouts
      .find((layout) => layout.recordId === record)
      ?.fields.map(({ name }) => name.replace(/[1-9]$/, ''));
    expect([record, field, names?.includes(field)]).toEqual([record, field, true]);
  }
});

test('a field that a rule refuses by its own code is not refused for its characters too, another one is', () => {
  const twice = [
    { ...found('40', 'countryOfOriginCode', 'W99'), lineNumber: null },
    { ...found('40', 'countryOfExportCode', 'W99'), lineNumber: null },
    { ...found('40', 'countryOfOriginCode', '408'), lineNumber: '001' },
  ];
  expect(withoutSaidTwice(twice).map(({ code, field }) => [code, field])).toEqual([
    ['W99', 'countryOfExportCode'],
    ['408', 'countryOfOriginCode'],
  ]);
  // What is only noted of it does not refuse, and neither does the rule at another record.
  const [first, , rule] = twice as [(typeof twice)[0], (typeof twice)[0], (typeof twice)[0]];
  expect(withoutSaidTwice([first, { ...rule, severity: 'information' }])).toHaveLength(2);
  expect(withoutSaidTwice([first, { ...rule, recordIndex: 5 }])).toHaveLength(2);
});

import { headingsOf, RECORD_COLUMNS, SUMS } from './report.rules';

const kindsOf = (columns: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    headingsOf({ filters: { monthOf: 'filing' }, groupBy: [], columns }).map(({ name, as }) => [name, as]),
  );

test('all sums of a report are numbers, and what counts cents is money, whether added up or of one record', () => {
  for (const [name, as] of Object.entries(kindsOf(Object.keys(SUMS))))
    expect([name, as]).toEqual([name, name.endsWith('Cents') ? 'cents' : 'number']);
  for (const [name, as] of Object.entries(kindsOf(RECORD_COLUMNS)))
    expect([name, as === 'cents']).toEqual([name, name.endsWith('Cents')]);
});

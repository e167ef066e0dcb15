import { casesIn } from './cases';

const HEAD =
  'Case,Name,From,Status,Bond or cash,Ad valorem,Specific,Unit,Country,Numbers,Manufacturer,Exporter,Related,Suspended until,Decided on,Critical circumstances';

test('a file of cases has a row for each day from which a case says something else', () => {
  const rows = `${HEAD}\nA-428-801-000,"Tableware, from Germany",2026-12-01,active,C,32.70,,,DE,392410 392490,,,C428802000,,2026-12-20,yes\n`;
  expect(casesIn(rows)).toEqual([
    {
      ...{ caseNumber: 'A428801000', name: 'Tableware, from Germany', from: '2026-12-01', status: 'active' },
      ...{
        bondCash: 'C',
        adValorem: '32.70',
        specific: null,
        unit: null,
        country: 'DE',
        headings: ['392410', '392490'],
      },
      ...{ manufacturer: null, exporter: null, related: ['C428802000'], suspendedUntil: null, decidedOn: '2026-12-20' },
      criticalCircumstances: true,
    },
  ]);
});

test('a file without one of the columns is refused by name', () => {
  expect(() => casesIn('Case,Name\nA428801000,X\n')).toThrow('The file has no column "From".');
});

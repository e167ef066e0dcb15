import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rateOf, useTariff } from '#reference';
import { loadedTariff, loadTariff } from './tariff';

const folder = mkdtempSync(join(tmpdir(), 'tariff-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  useTariff();
});
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const CSV =
  `HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,Column 2 Rate of Duty,Quota Quantity,Additional Duties
8482.10.10,2,"Ball bearings, with integral shafts",,2.4%,"Free (A+,AU,JP,KR)",67%,,
8482.10.10.40,3,"Not over 9 mm",'["No.","kg"]',,,,,
8482.10.10.80,3,Other,'["No.","kg"]',,,,,
`.replace(/'(\["No.","kg"\])'/g, (_, units: string) => `"${units.replaceAll('"', '""')}"`);

test('an official CSV amends the tariff from its day: what it changes holds from then, and days before stay as they were', () => {
  const said = loadTariff(folder, file('hts.csv', CSV), '2026-12-01');
  expect(said[0]).toMatch(/^1 numbers from 2026-12-01: 0 new, 1 changed, 0 as before; \d+ ended the day before\.$/);
  useTariff(loadedTariff(folder));
  const rate = (day: string, origin: string, program?: string) => rateOf('8482101040', day, origin, program);
  expect(rate('2026-12-01', 'JP', 'JP')).toMatchObject({ column: 'special', text: 'Free', held: true });
  expect(rate('2026-12-01', 'CU')).toMatchObject({ column: 'column 2', text: '67%', formula: '7' });
  expect(rate('2026-11-30', 'JP', 'JP')).toMatchObject({ column: 'general', text: '2.4%' });
});

test('a file that is no schedule, and a day that is none, are refused and leave the tariff as it is', () => {
  const before = readFileSync(loadedTariff(folder), 'utf8');
  expect(() => loadTariff(folder, file('bad.json', '[{"htsno":"0101.21"}]'), '2026-12-02')).toThrow(
    'has no column units',
  );
  expect(() => loadTariff(folder, file('empty.json', '[]'), '2026-12-02')).toThrow(
    'it has no number of eight digits or more',
  );
  expect(() => loadTariff(folder, file('hts2.csv', CSV), '2026-02-30')).toThrow('2026-02-30 is no day');
  expect(() => loadTariff(folder, file('hts3.csv', CSV), '2026-06-01')).toThrow(
    'load revisions in the order of their days',
  );
  expect(readFileSync(loadedTariff(folder), 'utf8')).toBe(before);
});

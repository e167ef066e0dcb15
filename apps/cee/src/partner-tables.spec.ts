import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { centersPartnerTables, protestsPartnerTables } from './partner-tables';

const shownIn = (guide: string, name: string): string | undefined =>
  new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(
    readFileSync(join(__dirname, `../../../docs/partners/${guide}.md`), 'utf8'),
  )?.[1];

test.each([
  ...Object.entries(centersPartnerTables()).map(([name, text]) => ['centers', name, text] as const),
  ...Object.entries(protestsPartnerTables()).map(([name, text]) => ['protests', name, text] as const),
])('the partners\' document on %s shows "%s" as the platform applies it', (guide, name, text) => {
  expect(shownIn(guide, name)).toBe(text);
});

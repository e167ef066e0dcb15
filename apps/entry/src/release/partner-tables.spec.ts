import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cargoReleasePartnerTables } from './partner-tables';

const guide = readFileSync(join(__dirname, '../../../../docs/partners/cargo-release.md'), 'utf8');

test.each(Object.entries(cargoReleasePartnerTables()))(
  'the document on cargo releases shows "%s" as the platform applies it',
  (name, table) => {
    const [, shown] = new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide) ?? [];
    expect(shown).toBe(table);
  },
);

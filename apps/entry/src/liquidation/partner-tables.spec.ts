import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { liquidationPartnerTables } from './partner-tables';

const guide = readFileSync(join(__dirname, '../../../../docs/partners/liquidation.md'), 'utf8');

test.each(Object.entries(liquidationPartnerTables()))(
  'the document on liquidation shows "%s" as the platform applies it',
  (name, table) => {
    const [, shown] = new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide) ?? [];
    expect(shown).toBe(table);
  },
);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entrySummaryPartnerTables } from './partner-tables';

const guide = readFileSync(join(__dirname, '../../../../docs/partners/duties-and-fees.md'), 'utf8');

test.each(Object.entries(entrySummaryPartnerTables()))(
  'the document on duties and fees shows "%s" as the platform applies it',
  (name, table) => {
    const [, shown] = new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide) ?? [];
    expect(shown).toBe(table);
  },
);

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentsPartnerTables } from './partner-tables';

const guide = readFileSync(join(__dirname, '../../../../docs/partners/documents.md'), 'utf8');

test.each(Object.entries(documentsPartnerTables()))(
  'the partners\' document shows "%s" as the platform applies it',
  (name, text) => {
    const [, shown] = new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide) ?? [];
    expect(shown).toBe(text);
  },
);

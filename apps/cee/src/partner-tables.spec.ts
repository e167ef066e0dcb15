import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { centersPartnerTables, protestsPartnerTables, trustedTradersPartnerTables } from './partner-tables';

const guideOf = (name: string): string => readFileSync(join(__dirname, `../../../docs/partners/${name}.md`), 'utf8');

test.each([
  ...Object.entries(centersPartnerTables()).map((one) => [...one, guideOf('centers')] as const),
  ...Object.entries(protestsPartnerTables()).map((one) => [...one, guideOf('protests')] as const),
  ...Object.entries(trustedTradersPartnerTables()).map((one) => [...one, guideOf('trusted-traders')] as const),
])('the partners\' document shows "%s" as the platform applies it', (name, text, guide) => {
  const [, shown] = new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide) ?? [];
  expect(shown).toBe(text);
});

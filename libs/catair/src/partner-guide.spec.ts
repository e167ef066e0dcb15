import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catairPartnerTables } from './partner-tables';
import { readTransmission } from './transmission';

const PARTNERS = join(__dirname, '../../../docs/partners');
const guide = readFileSync(join(PARTNERS, 'catair.md'), 'utf8');

describe('The CATAIR guide for partners', () => {
  it.each(Object.entries(catairPartnerTables()))('shows the table "%s" as the platform applies it', (name, table) => {
    const [, shown] = new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide) ?? [];
    expect(shown).toBe(table);
  });

  it.each(['cargo-release.abi', 'entry-summary.abi'])(
    'gives a sample, %s, that passes batch and block control',
    (name) => {
      const [batch] = readTransmission(readFileSync(join(PARTNERS, 'samples', name))).batches;
      expect(batch!.faults).toEqual([]);
      expect(batch!.transactionCount).toBe(1);
    },
  );
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cargoReleasePartnerTables, releaseRulePartnerTables } from './partner-tables';

const shownIn = (page: string, name: string): string | undefined => {
  const guide = readFileSync(join(__dirname, '../../../../docs/partners', page), 'utf8');
  return new RegExp(`<!-- begin ${name} -->\\n([\\s\\S]*?)\\n<!-- end ${name} -->`).exec(guide)?.[1];
};

test.each(Object.entries(cargoReleasePartnerTables()))(
  'the document on cargo releases shows "%s" as the platform applies it',
  (name, table) => {
    expect(shownIn('cargo-release.md', name)).toBe(table);
  },
);

test.each(Object.entries(releaseRulePartnerTables()))(
  'the document on the rules of cargo releases shows "%s" as the platform applies it',
  (name, table) => {
    expect(shownIn('release-rules.md', name)).toBe(table);
  },
);

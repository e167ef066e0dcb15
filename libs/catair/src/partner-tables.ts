/** The tables of docs/partners/catair.md, written from the same data the reader works with. */
import { CONTROL_CONDITIONS } from './conditions';
import { type Grammar, GRAMMARS, type Usage } from './grammar';

/** Markdown by section name. In the guide each stands between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export function catairPartnerTables(): Record<'conditions' | 'records SE' | 'records AE', string> {
  return {
    conditions: controlConditionsTable(),
    'records SE': acceptedRecordsTable(GRAMMARS.get('SE')!),
    'records AE': acceptedRecordsTable(GRAMMARS.get('AE')!),
  };
}

/** Every X1 condition: code, text, level, whether this platform gives it, what to do, and when to send again. */
export function controlConditionsTable(): string {
  const rows = [...CONTROL_CONDITIONS.values()].map(
    ({ code, narrative, level, raised, remedy, resend }) =>
      `| ${code} | ${narrative} | ${level} | ${raised ? 'yes' : 'no'} | ${remedy} | ${resend} |`,
  );
  return [
    '| code | text in X1 | level | given here | what to do | send again |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The records of an application in their order; a record that stands under another is set off by dots. */
export function acceptedRecordsTable(grammar: Grammar): string {
  const rows = (usages: readonly Usage[], depth: number): string[] =>
    usages.flatMap(({ recordId, mandatory, maximum, then }) => [
      `| ${'· '.repeat(depth)}${recordId} | ${mandatory ? 'mandatory' : 'as needed'} | ${maximum} |`,
      ...rows(then, depth + 1),
    ]);
  const header = `| ${grammar.header.recordId} | mandatory | 1 |`;
  return ['| record | use | at most in a row |', '|---|---|---|', header, ...rows(grammar.usage.get('')!, 1)].join(
    '\n',
  );
}

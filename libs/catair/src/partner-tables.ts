/** The tables of docs/partners/catair.md, written from the same data the reader works with. */
import { APPLICATIONS, type Chapter, CHAPTERS, FURTHER_APPLICATIONS } from './chapters';
import { CONTROL_CONDITIONS } from './conditions';
import { type RecordRow, recordRows } from './fields';
import { type Grammar, GRAMMARS, type Usage } from './grammar';

/** Markdown by section name. In the guide each stands between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export function catairPartnerTables(): Record<
  'chapters' | 'conditions' | `${'records' | 'fields'} ${'SE' | 'AE' | 'DE' | 'CB'}`,
  string
> {
  return {
    conditions: controlConditionsTable(),
    'records SE': acceptedRecordsTable(GRAMMARS.get('SE')!),
    'records AE': acceptedRecordsTable(GRAMMARS.get('AE')!),
    'records CB': acceptedRecordsTable(GRAMMARS.get('CB')!),
    'records DE': acceptedRecordsTable(GRAMMARS.get('DE')!),
    'fields SE': fieldsTable('SE'),
    'fields AE': fieldsTable('AE'),
    'fields CB': fieldsTable('CB'),
    'fields DE': fieldsTable('DE'),
    chapters: chaptersTable(),
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

/** What becomes of every field of the records of an application. */
export function fieldsTable(application: string): string {
  const words = (names: readonly string[]): string => names.join(', ') || '–';
  const because = (notJudged: readonly { readonly field: string; readonly because: string }[]): string => {
    const reasons = [...new Set(notJudged.map((row) => row.because))];
    const [only] = reasons;
    if (reasons.length <= 1) return only ?? '–';
    return reasons
      .map(
        (reason) => `${words(notJudged.filter((row) => row.because === reason).map(({ field }) => field))}: ${reason}`,
      )
      .join(' ');
  };
  return [
    '| record | given to the rules | kept and shown | kept and shown, not judged | because |',
    '|---|---|---|---|---|',
    ...rowsOf(application).map(
      ({ recordId, typed, onFile, notJudged }) =>
        `| ${recordId} | ${words(typed)} | ${words(onFile)} | ${words(notJudged.map(({ field }) => field))} | ${because(notJudged)} |`,
    ),
  ].join('\n');
}

/** All records of partner agencies in a summary have one row: the same becomes of each. */
function rowsOf(application: string): RecordRow[] {
  const rows = recordRows(application);
  const ofAgencies = rows.filter(({ recordId }) => application === 'AE' && /^(OI|PG)/.test(recordId));
  const [first] = ofAgencies;
  const others = rows.filter((row) => !ofAgencies.includes(row));
  const because = first?.notJudged[0]?.because;
  return because === undefined
    ? rows
    : [...others, { recordId: 'OI, PG', typed: [], onFile: [], notJudged: [{ field: 'every field', because }] }];
}

/** Every chapter, the applications in it, and what becomes of them here. */
export function chaptersTable(): string {
  const row = ({ name, applications, sends, standing, instead }: Chapter): string => {
    const codes = applications
      .map(({ code }) => APPLICATIONS.get(code)!)
      .map(({ code, answer }) => `${code} → ${answer}`);
    return `| ${name} | ${codes.join(', ') || '–'} | ${sends.join(', ') || '–'} | ${standing} | ${instead} |`;
  };
  return [
    '| chapter | you send → answer | only sent to you | here | what to do, or why not |',
    '|---|---|---|---|---|',
    ...CHAPTERS.map(row),
    ...FURTHER_APPLICATIONS.map(row),
  ].join('\n');
}

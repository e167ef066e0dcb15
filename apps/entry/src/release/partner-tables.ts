import { agencyStatusTable } from '../agency-data/agency-reviews';
import { requirementTable } from '../agency-data/agency-requirements.table';
import { releaseStates } from './cargo-release.states';
import { dispositionTables } from './dispositions';
import { RELEASE_FIELDS } from './field.rules';
import { releaseConditionTable, sourceOf } from './release-conditions';
import { publicCodeTable } from './public-codes';
import { referenceTable } from './reference.rules';
import type { Actions, BookRule, Mend } from './rule';
import { refusalReasonTable } from './refusal.rules';
import { RULE_BOOK } from './rule-book';

/** The generated parts of the partner document on cargo releases, by the name they carry there. */
export const cargoReleasePartnerTables = (): Readonly<Record<string, string>> => ({
  'release states': `\`\`\`mermaid\n${releaseStates.diagram()}\n\`\`\``,
  'release agency needs': requirementTable(),
  'release agency statuses': agencyStatusTable(),
  'release references': referenceTable(),
  'release conditions': releaseConditionTable(),
  'release dispositions': dispositionTables(),
  'refusal reasons': refusalReasonTable(),
});

const ACTIONS: Readonly<Record<Actions, string>> = {
  AR: 'add, replace',
  ARU: 'add, replace, update',
  ADRU: 'every action',
  D: 'cancel',
  U: 'update',
};
const cell = (text: string): string => text.replace(/\|/g, '\\|');

/** One step of a remedy as a person reads it. */
const stepOf = (step: Mend): string => {
  const at = step.at ? `\`${step.at}\`` : 'it';
  if (step.do === 'remove') return `take ${at} out`;
  const to = typeof step.to === 'function' ? 'what the filing calls for' : `\`${JSON.stringify(step.to)}\``;
  return step.do === 'add' ? `add ${to} to ${at}` : `set ${at} to ${to}`;
};

/** Rules of one code that differ in nothing but their record stand in one row. */
function ruleTable(): string {
  const rows = new Map<string, { readonly rule: BookRule; readonly records: string[] }>();
  for (const rule of RULE_BOOK) {
    const known = rows.get(rule.code);
    if (known) known.records.push(rule.record);
    else rows.set(rule.code, { rule, records: [rule.record] });
  }
  const lines = [...rows.values()].map(({ rule, records }) => {
    const steps = rule.mend?.map(stepOf).join('; ') ?? 'somebody else acts first';
    const { code, severity = 'fatal', text, remedy, actions = 'AR' } = rule;
    return `| ${code} | ${[...new Set(records)].join(', ')} | ${ACTIONS[actions]} | ${severity} | ${text} | ${cell(remedy)} | ${cell(steps)} | ${cell(sourceOf(rule))} |`;
  });
  return [
    '| code | at | when | severity | text | what to do | what a robot does | source |',
    '|---|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

const STATUS = { M: 'mandatory', C: 'conditional', O: 'optional' } as const;

/** Every field with its columns, length, class and the rules that judge it. */
function fieldTable(): string {
  const lines = RELEASE_FIELDS.map(({ recordId, field }) => {
    const { name, from, to, width, fieldClass, designation } = field;
    const codes = RULE_BOOK.filter(({ record, fields }) => record === recordId && fields?.includes(name)).map(
      ({ code }) => code,
    );
    return `| ${recordId} | ${from === to ? from : `${from}-${to}`} | ${name} | ${width}${fieldClass} | ${STATUS[designation]} | ${[...new Set(codes)].join(', ')} |`;
  });
  return ['| record | columns | field | length, class | status | rules |', '|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

/** The generated parts of the partner document on the rules. */
export const releaseRulePartnerTables = (): Readonly<Record<string, string>> => ({
  'release rules': ruleTable(),
  'release fields': fieldTable(),
  'public codes': publicCodeTable(),
});

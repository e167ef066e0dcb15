import type { EffectiveProcedure, EffectiveStep } from './overlay';
import { type Document, PHASES, type Phase, type RoleId, ROLES } from './procedure/procedure';

/** What stands on the one page that one person works from. */
export interface SheetContent {
  readonly role: (typeof ROLES)[number];
  readonly phases: readonly { readonly phase: Phase; readonly steps: readonly SheetStep[] }[];
  /** What must be on the papers of these steps. */
  readonly papers: readonly Document[];
  /** Short lines under a heading each. */
  readonly blocks: readonly { readonly heading: string; readonly lines: readonly string[] }[];
}

export interface SheetStep {
  readonly id: string;
  /** The conditions under which it is done, in words; empty for always. */
  readonly onlyFor: string;
  readonly what: string;
  /** Short names. */
  readonly papers: readonly string[];
  readonly note: string | null;
  readonly ofPort: boolean;
}

const withDays = (days: number): string =>
  days === 0 ? 'on the same day' : days === 1 ? 'within 1 business day' : `within ${days} business days`;

const blocksOf = (procedure: EffectiveProcedure, side: 'CBP' | 'trade'): SheetContent['blocks'] => {
  const { keyWithinBusinessDays: days, electronicFilingAfterwards: afterwards, keptCopies } = procedure.policies;
  const keys = `Found again by: ${procedure.catchUpKeys.map(({ text }) => text).join('; ')}.`;
  const contacts = procedure.contacts.map(({ what, how }) => `${what}: ${how}`);
  const cbp = [
    { heading: 'Never released by hand', lines: [`${procedure.excludedGoods.map(({ text }) => text).join('; ')}.`] },
    {
      heading: 'Afterwards',
      lines: [
        keys,
        `Key conveyance and release ${withDays(days.conveyanceAndRelease)} of the end, entry data ${withDays(days.entryData)}.`,
      ],
    },
  ];
  const trade = [
    {
      heading: 'Afterwards',
      lines: [
        keys,
        ...(afterwards.required ? [afterwards.text] : []),
        ...(keptCopies.required ? [keptCopies.text] : []),
      ],
    },
  ];
  return [...(side === 'CBP' ? cbp : trade), ...(contacts.length > 0 ? [{ heading: 'Call', lines: contacts }] : [])];
};

export const sheetContent = (procedure: EffectiveProcedure, roleId: RoleId): SheetContent => {
  const role = ROLES.find(({ id }) => id === roleId)!;
  const documents = new Map(procedure.documents.map((document) => [document.id, document]));
  const conditions = new Map(procedure.conditions.map(({ id, text }) => [id, text]));
  const mine = procedure.steps.filter(({ who }) => who.includes(roleId));
  const asShown = (step: EffectiveStep): SheetStep => ({
    id: step.id,
    what: step.what,
    note: step.note,
    ofPort: step.ofPort,
    onlyFor: step.when.map((id) => conditions.get(id) ?? id).join(', or '),
    papers: step.documents.map((id) => documents.get(id)?.short ?? id),
  });
  const wanted = new Set(mine.flatMap((step) => step.documents));
  return {
    role,
    phases: PHASES.map((phase) => ({ phase, steps: mine.filter((step) => step.phase === phase).map(asShown) })).filter(
      ({ steps }) => steps.length > 0,
    ),
    papers: procedure.documents.filter(({ id, contents }) => wanted.has(id) && contents.length > 0),
    blocks: blocksOf(procedure, role.side),
  };
};

/**
 * What fits on one page of Letter or A4, whichever is the smaller, at the sizes of the sheet's style: 186 mm by 259 mm inside the
 * margins. An average letter is taken as half its height wide, which is more than print needs.
 */
const PAGE = { lines: 47, stepLetters: 88, smallLetters: 106, smallLine: 0.82, gap: 0.25, heading: 1.3 } as const;

const small = (text: string): number => Math.ceil(text.length / PAGE.smallLetters) * PAGE.smallLine;

/** The text lines a sheet takes, of the size its steps are printed in, without its head and foot. */
export const sheetLines = ({ phases, papers, blocks }: SheetContent): number => {
  const ofStep = ({ onlyFor, what, papers: names, note }: SheetStep): number =>
    Math.ceil((what.length + (onlyFor ? onlyFor.length + 12 : 0) + names.join(', ').length + 3) / PAGE.stepLetters) +
    PAGE.gap +
    (note ? small(`At this port: ${note}`) : 0);
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
  return sum([
    ...phases.flatMap(({ steps }) => [PAGE.heading, ...steps.map(ofStep)]),
    ...(papers.length > 0
      ? [PAGE.heading, ...papers.map(({ name, contents }) => small(`${name}: ${contents.join(', ')}`))]
      : []),
    ...blocks.flatMap(({ lines }) => [PAGE.heading, ...lines.map(small)]),
  ]);
};

/** The roles whose sheet would not fit on one page, in words. */
export const sheetsTooLong = (procedure: EffectiveProcedure): { role: RoleId; text: string }[] =>
  ROLES.flatMap(({ id, name }) => {
    const lines = sheetLines(sheetContent(procedure, id));
    return lines > PAGE.lines
      ? [
          {
            role: id,
            text: `The ${name.toLowerCase()}'s sheet would need ${Math.ceil(lines)} lines; one page has ${PAGE.lines}.`,
          },
        ]
      : [];
  });

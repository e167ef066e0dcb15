import type { ManualDecision, TransportMode } from '#contracts';
import type { KnownAccount } from '../../officers/officer';
import { type DeskFacts, judgeDecision } from '../decisions/decision.rules';

/** Mode of transport by the first digit of the code of CATAIR; express travels under the codes of air. */
const MODE_BY_DIGIT: Readonly<Record<string, TransportMode>> = { '1': 'vessel', '2': 'rail', '3': 'truck', '4': 'air' };
export const modeOfCode = (code: string | null | undefined): TransportMode | null =>
  MODE_BY_DIGIT[code?.[0] ?? ''] ?? null;

export interface Trusted {
  readonly name: string;
  readonly as: 'importer' | 'carrier';
  readonly program: string;
  readonly tier: string | null;
  readonly number: string | null;
}

/** Standing that is in force on a day. */
export const trustedOn = (accounts: readonly KnownAccount[], as: Trusted['as'], day: string): Trusted[] =>
  accounts.flatMap(({ name, trusted = [] }) =>
    trusted
      .filter(({ from, to }) => from <= day && (to === null || day <= to))
      .map(({ program, tier, number }) => ({ name, as, program, tier, number })),
  );

/** What the officer can do now. `needs`: what the paper must bring; `whyNot`: what no paper can mend. */
export interface Possibility {
  readonly decision: ManualDecision;
  readonly allowed: boolean;
  readonly whyNot: readonly { readonly code: string; readonly text: string; readonly bySecondOfficer: boolean }[];
  readonly needs: readonly string[];
}

const BROUGHT_BY_THE_PAPER = ['D06', 'D07', 'D08', 'D09', 'D11'];

export const possibilities = (facts: DeskFacts): Possibility[] =>
  (['release', 'hold', 'exam', 'refuse'] as const).map((decision) => {
    const { refusals } = judgeDecision({ ...facts, paper: { ...facts.paper, decision } });
    const needs = refusals.filter(({ code = '' }) => BROUGHT_BY_THE_PAPER.includes(code)).map(({ text }) => text);
    const whyNot = refusals
      .filter(({ code = '' }) => !BROUGHT_BY_THE_PAPER.includes(code))
      .map(({ code = '', text, overridable }) => ({ code, text, bySecondOfficer: overridable }));
    return { decision, allowed: whyNot.length === 0, whyNot, needs };
  });

import type { FieldError } from '#kernel';
import type { Criterion, CriteriaVersion } from './programs.data';

export const ANSWERS = ['met', 'not met', 'not applicable'] as const;

/** What an account says of a criterion. */
export interface Answer {
  readonly criterion: string;
  readonly answer: (typeof ANSWERS)[number];
  /** How it is met; why it is not, or does not apply. */
  readonly how: string;
  /** Ids of documents that show it. */
  readonly documents: readonly string[];
}

export interface Judgement {
  readonly criteria: number;
  readonly answered: number;
  /** Every criterion is answered, with a document where one is asked for. */
  readonly isComplete: boolean;
  /** Nothing that is a must is missing or not met. */
  readonly meetsMusts: boolean;
  /** Each thing that is missing, by the criterion. */
  readonly missing: readonly FieldError[];
  /** Criteria that are a must and not met. */
  readonly mustsNotMet: readonly FieldError[];
  /** Criteria that should be met and are not: work for the improvement programme. */
  readonly shouldsNotMet: readonly FieldError[];
}

const named = ({ code, heading, text }: Criterion, what: string): FieldError => ({
  at: `/answers/${code}`,
  text: `${what}: ${heading}: ${text}`,
});

/** Whether a self-assessment is complete, and what of the criteria is not met. */
export const judge = ({ criteria }: CriteriaVersion, answers: readonly Answer[]): Judgement => {
  const given = new Map(answers.map((answer) => [answer.criterion, answer]));
  const missing: FieldError[] = [];
  const mustsNotMet: FieldError[] = [];
  const shouldsNotMet: FieldError[] = [];
  for (const criterion of criteria) {
    const answer = given.get(criterion.code);
    if (!answer) missing.push(named(criterion, 'is not answered'));
    else if (answer.answer === 'not met')
      (criterion.weight === 'must' ? mustsNotMet : shouldsNotMet).push(
        named(criterion, `is not met, and ${criterion.weight} be`),
      );
    else if (answer.answer === 'met' && criterion.evidence && answer.documents.length === 0)
      missing.push(named(criterion, 'names no document'));
  }
  return {
    criteria: criteria.length,
    answered: criteria.filter(({ code }) => given.has(code)).length,
    isComplete: missing.length === 0,
    meetsMusts: missing.length === 0 && mustsNotMet.length === 0,
    ...{ missing, mustsNotMet, shouldsNotMet },
  };
};

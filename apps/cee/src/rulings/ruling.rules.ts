import { addDays, type CustomsDate, type FieldError, isCustomsDate } from '#kernel';
import { dueOf } from '#reference';
import { nameSought, withoutNumbers } from '../center-pages/publishable.rules';

export const RULING_STATES = ['in force', 'modified', 'revoked'] as const;
export type RulingState = (typeof RULING_STATES)[number];

export interface EffectiveChange {
  readonly kind: 'modification' | 'revocation';
  /** Null until it is published. */
  readonly effectiveOn: CustomsDate | null;
}

/** What a ruling is on a day, by the changes of it. */
export const stateOn = (changes: readonly EffectiveChange[], day: CustomsDate): RulingState => {
  const inEffect = changes.filter(({ effectiveOn }) => effectiveOn !== null && effectiveOn <= day);
  if (inEffect.some(({ kind }) => kind === 'revocation')) return 'revoked';
  return inEffect.length > 0 ? 'modified' : 'in force';
};

const YOUNG_DAYS = 60;

/** Whether a ruling has been in effect for less than 60 calendar days: then notice to its holder is enough (19 CFR 177.12(b)). */
export const isYoung = (issuedOn: CustomsDate, day: CustomsDate): boolean => day < addDays(issuedOn, YOUNG_DAYS);

/** The last day for comments on a change that is proposed on a day. */
export const commentsUntil = (proposedOn: CustomsDate): CustomsDate =>
  dueOf('comments on a change of a ruling', { start: proposedOn }).dueDate;

/** The first day with a change that is published on a day. */
export const effectiveOn = (publishedOn: CustomsDate): CustomsDate =>
  dueOf('effect of a change of a ruling', { start: publishedOn }).dueDate;

const HIDDEN = '[confidential]';

/**
 * A text without what is confidential (19 CFR 177.8(a)(3), 103.35): the longest names first, so that no part of one is left, with or without their legal form and whatever signs
 * stand between their words; and without numbers of importers and entries.
 */
export const withoutNames = (text: string, names: readonly string[]): string => {
  const signs = /[.*+?^${}()|[\]\\]/g;
  const literal = names.map((name) => name.trim().replace(signs, '\\$&').replace(/\s+/g, '\\s+'));
  const words = names
    .flatMap((name) => [wordsOf(name), wordsOf(nameSought(name))])
    .filter(({ length }) => length > 1)
    .map((name) => `(?<![\\p{L}\\p{N}])${name.join('[^\\p{L}\\p{N}]+')}(?![\\p{L}\\p{N}])`);
  const hidden = [...new Set([...literal, ...words])]
    .filter((form) => form !== '')
    .sort((a, b) => b.length - a.length)
    .reduce((left, form) => left.replace(new RegExp(form, 'giu'), HIDDEN), text);
  return withoutNumbers(hidden, HIDDEN);
};

const wordsOf = (name: string): string[] => name.match(/[\p{L}\p{N}]+/gu) ?? [];

export interface RulingContents {
  readonly number: string;
  readonly issuedOn: string;
  readonly headings: readonly string[];
}

/** What is wrong with a ruling that is entered. */
export const rulingFaults = ({ number, issuedOn, headings }: RulingContents, today: CustomsDate): FieldError[] => [
  ...(/^(HQ|NY) [A-Z]?\d{6}$/.test(number)
    ? []
    : [{ at: '/number', text: "must be such as 'HQ H301234' or 'NY N301234'" }]),
  ...(!isCustomsDate(issuedOn)
    ? [{ at: '/issuedOn', text: `'${issuedOn}' is not a day, YYYY-MM-DD` }]
    : issuedOn > today
      ? [{ at: '/issuedOn', text: `${issuedOn} is not there yet` }]
      : []),
  ...headings.flatMap((heading, index) =>
    /^\d{4}(\d{2}){0,3}$/.test(heading)
      ? []
      : [{ at: `/headings/${index}`, text: 'must be 4, 6, 8 or 10 digits of the tariff' }],
  ),
];

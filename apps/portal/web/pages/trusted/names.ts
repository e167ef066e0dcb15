import { useOwnAccounts, useRoles } from '../../api/session';
import { useNamesOf } from '../../words/names';
import { trustedWords } from './words';

/** Says a value of the programs in plain words: `name('state', 'in force')`. */
export const useNames = () => useNamesOf(trustedWords).name;

/** Values as options of a choice, in plain words. */
export const useOptions = () => useNamesOf(trustedWords).options;

export const PROGRAMS = ['CTPAT', 'Trade Compliance'] as const;
export type Program = (typeof PROGRAMS)[number];

/** Kinds of requests, each with the benefit that brings it. */
export const BENEFIT_FOR = {
  question: 'response targets',
  problem: 'response targets',
  'penalty input': 'penalty input',
  'blanket certification': 'blanket certifications',
} as const;
export type RequestKind = keyof typeof BENEFIT_FOR;
export const REQUEST_KINDS = Object.keys(BENEFIT_FOR) as RequestKind[];

const OWNERS = ['owner', 'proxy owner'];
const ASKERS = [...OWNERS, 'user'];
const REVIEWERS = ['Center specialist', 'team lead', 'Center director'];

/** Whether who looks acts for the account in the programs, and whether it may ask CBP for it. */
export function useOwnRights(accountId: string): { isOwner: boolean; mayAsk: boolean } {
  const { data } = useOwnAccounts();
  const roles = data?.accounts.find((one) => one.accountId === accountId)?.roles ?? [];
  const has = (some: readonly string[]): boolean => roles.some((role) => some.includes(role));
  return { isOwner: has(OWNERS), mayAsk: has(ASKERS) };
}

/** What who looks does at CBP in the programs. It chooses what is offered: what one may do the module judges. */
export function useDuties() {
  const roles = useRoles();
  const has = (...some: readonly string[]): boolean => roles.some((role) => some.includes(role));
  return {
    reviews: has(...REVIEWERS),
    decides: has('team lead', 'Center director', 'headquarters'),
    decidesAppeals: has('headquarters'),
    ordersBenefits: has('headquarters'),
    namesContacts: has('account manager', 'team lead', 'Center director', 'headquarters'),
    answers: has(...REVIEWERS, 'account manager'),
  };
}

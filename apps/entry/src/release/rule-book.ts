import { BILL_RULES } from './bill.rules';
import { FIELD_RULES } from './field.rules';
import { CANCELLATION_RULES, CONTACT_RULES, HEADER_RULES, IDENTITY_RULES, UPDATE_RULES } from './header.rules';
import { KIND_RULES } from './kind-rules';
import { LINE_RULES } from './line.rules';
import { NEEDED_PARTIES, PARTY_RULES } from './party.rules';
import { REFERENCE_RULES } from './reference.rules';
import type { BookRule } from './rule';

/** Every rule of a cargo release as it stands, whatever is on file: one table, in the order of the records. */
const BOOK = [
  ...IDENTITY_RULES,
  ...HEADER_RULES,
  ...CONTACT_RULES,
  ...CANCELLATION_RULES,
  ...UPDATE_RULES,
  ...BILL_RULES,
  ...REFERENCE_RULES,
  ...NEEDED_PARTIES,
  ...PARTY_RULES,
  ...LINE_RULES,
  ...KIND_RULES,
  ...FIELD_RULES,
] as const;

export type BookCode = (typeof BOOK)[number]['code'];

export const RULE_BOOK: readonly BookRule<BookCode>[] = BOOK;

import { ADCVD_CASE_RULES } from './adcvd-case.rules';
import { ADCVD_RULES } from './adcvd.rules';
import { ARTICLE_DECLARATION_RULES } from './article-declaration.rules';
import { ADCVD_BOND_RULES } from './adcvd-bond.rules';
import { BOND_RULES } from './bond.rules';
import { CENSUS_RULES } from './census.rules';
import { CONSOLIDATED_RULES } from './consolidated.rules';
import { DECLARATION_RULES } from './declaration.rules';
import { DELETE_RULES, HEADER_RULES } from './header.rules';
import { LINE_FIELD_RULES } from './line-field.rules';
import { FEE_CLAIM_RULES } from './fee-claim.rules';
import { MAIL_FEE_RULES } from './mail-fee.rules';
import { PARTY_RULES } from './party.rules';
import { PAYMENT_RULES } from './payment.rules';
import { PROMOTION_FEE_RULES } from './promotion-fee.rules';
import { REGISTERED_PARTY_RULES } from './registered-party.rules';
import { QUOTA_RULES } from './quota.rules';
import { REVENUE_RULES } from './revenue.rules';
import type { SummaryRule } from './rule';
import { TRANSPORT_RULES } from './transport.rules';
import { WAREHOUSE_RULES } from './warehouse.rules';
import { WITHDRAWAL_RULES } from './withdrawal.rules';

/** Every rule of an entry summary that is a row: one table, in the order of the records. What is reckoned, such as duty, is judged by functions beside it. */
const BOOK = [
  ...DELETE_RULES,
  ...HEADER_RULES,
  ...PAYMENT_RULES,
  ...PARTY_RULES,
  ...REGISTERED_PARTY_RULES,
  ...TRANSPORT_RULES,
  ...WAREHOUSE_RULES,
  ...WITHDRAWAL_RULES,
  ...BOND_RULES,
  ...LINE_FIELD_RULES,
  ...DECLARATION_RULES,
  ...ARTICLE_DECLARATION_RULES,
  ...CONSOLIDATED_RULES,
  ...CENSUS_RULES,
  ...ADCVD_RULES,
  ...ADCVD_BOND_RULES,
  ...ADCVD_CASE_RULES,
  ...QUOTA_RULES,
  ...REVENUE_RULES,
  ...PROMOTION_FEE_RULES,
  ...FEE_CLAIM_RULES,
  ...MAIL_FEE_RULES,
] as const;

export type BookCode = (typeof BOOK)[number]['code'];

export const RULE_BOOK: readonly SummaryRule<BookCode>[] = BOOK;

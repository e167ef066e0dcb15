import { createHmac } from 'node:crypto';

/**
 * The subjects of messages. Messages of one subject are handled in the order in which they were committed, and one that was written otherwise
 * would be on a lane of its own: so each is built here and nowhere else. What is built stands in journals and outboxes and never changes.
 */

export const accountSubject = (accountId: string): string => `account:${accountId}`;

export const personSubject = (personId: string): string => `person:${personId}`;

/** @param billKey SCAC and number, such as `MAEU260000101` */
export const billSubject = (billKey: string): string => `bill:${billKey}`;

/** @param bond as its filing is referred to: number, what it secures, or surety and its reference */
export const bondSubject = (bond: string): string => `bond:${bond.replaceAll(' ', '-')}`;

/** @param voyage voyage, flight or trip number */
export const conveyanceSubject = ({ scac, voyage }: { readonly scac: string; readonly voyage: string }): string =>
  `conveyance:${scac}-${voyage}`;

export const downtimeSubject = (downtimeId: string): string => `downtime:${downtimeId}`;

/** @param entryNumber eight digits, the check digit the last */
export const entrySubject = ({
  filerCode,
  entryNumber,
}: {
  readonly filerCode: string;
  readonly entryNumber: string;
}): string => `entry:${filerCode}-${entryNumber}`;

/** @param printed as people write it, such as `B76-0324527-8` */
export const entrySubjectOf = (printed: string): string => `entry:${printed.replace(/-(.)$/, '$1')}`;

export const filingSubject = (filingId: string): string => `filing:${filingId}`;

/**
 * The number of an importer of record may be a social security number and subjects stand in logs and tables of messages, so the subject
 * names the importer without showing the number: whoever has not the key cannot try numbers out.
 *
 * @param key known to those who publish such messages, and kept outside their databases
 */
export const importerSubject = (importerNumber: string, key: string): string =>
  `importer:${createHmac('sha256', key).update(importerNumber).digest('hex').slice(0, 32)}`;

/** @param importerId stands for an importer of record wherever its number must not be read: an id that its powers of attorney are kept by */
export const powersSubject = (importerId: string): string => `powers-of-attorney:${importerId}`;

/** @param code such as `periodic-statement` */
export const capabilitySubject = (code: string): string => `capability:${code}`;

/** @param filerCode such as `B76` */
export const filerSubject = (filerCode: string): string => `filer:${filerCode}`;

/** @param number such as `SG-26-000017` */
export const suggestionSubject = (number: string): string => `suggestion:${number}`;

/** @param number such as `AA-26-000017` */
export const assignmentAppealSubject = (number: string): string => `assignment-appeal:${number}`;

/** @param number such as `TT-26-000017` */
export const trustedTraderSubject = (number: string): string => `trusted-trader:${number}`;
/** @param number such as `RI2600000017` */
export const centerNoticeSubject = (number: string): string => `center-notice:${number}`;
/** @param number such as `AQ-26-000017` */
export const accountQuestionSubject = (number: string): string => `account-question:${number}`;

/** @param number such as `CQ-26-000017` */
export const hubQuestionSubject = (number: string): string => `hub-question:${number}`;

/**
 * An earlier question or decision by the record that it is in.
 *
 * @param kind such as `notice of action`
 * @param number under which people know the record
 */
export const earlierAnswerSubject = (kind: string, number: string): string =>
  kind === 'review of a summary' ? entrySubjectOf(number) : `${kind.replaceAll(' ', '-')}:${number}`;

/** @param number such as `PR-26-000017` */
export const protestSubject = (number: string): string => `protest:${number}`;

export const delegationOrderSubject = (orderId: string): string => `delegation-order:${orderId}`;

/** @param number such as `EV-26-000017` */
export const centerCaseSubject = (number: string): string => `case:${number}`;

/** @param number such as `FP-26-000017` */
export const enforcementCaseSubject = (number: string): string => `case:${number}`;

export const referralSubject = (referralId: string): string => `referral:${referralId}`;

/** @param control number under which a notice was sent (ISA13), nine digits */
export const noticeSubject = (control: string): string => `notice:${control}`;

/** The tree over the activity logs of all accounts: there is one. */
export const ACTIVITY_TREE_SUBJECT = 'activity-tree:all';

import { BondFiled, bondSubject, EntryFilingAnswered, entrySubjectOf, kindOf } from '#contracts';
import type { Cause, UnitOfWork } from '#messaging';

const BOND = kindOf(BondFiled).kind;

/**
 * Publishes the one answer to a filing. Its subject is the entry, as that of the status notifications, so a filer reads the answer
 * before what follows from it.
 */
export const publishAnswer = (unit: UnitOfWork, answer: EntryFilingAnswered, cause: Cause): void =>
  unit.publish(
    EntryFilingAnswered,
    answer.kind === BOND ? bondSubject(answer.reference) : entrySubjectOf(answer.reference),
    answer,
    cause,
  );

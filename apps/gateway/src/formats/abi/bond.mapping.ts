import { type Bond, groupBond, type Misplaced, printable, type Transaction } from '#catair';
import { BondFiled, type Condition, type FilingOrigin } from '#contracts';
import type { Account } from '../../account/account';
import { filingOf, type NewFiling } from '../../filing/transmission';
import { type ReadingCode, readingCondition } from '../reading-conditions';
import { membersOf, readingOf } from './record-reading';
import { date, text, whole } from './record-values';

/** One CB transaction as a filing (eBond Create/Update v1.9, pp. CB-22..37). */
export const bondFiling = (transaction: Transaction, account: Account, origin: FilingOrigin): NewFiling => {
  const bond = groupBond(transaction.records);
  const { processingPortCode, processingFilerCode } = transaction.block.header;
  return filingOf(BondFiled, {
    ...bondOf(bond, account, origin, text(processingPortCode)),
    processingFiler: text(processingFilerCode),
  });
};

const CODES = {
  'missing header': 'W9D',
  unknown: 'W9E',
  'out of sequence': 'W9C',
  unreadable: 'W9E',
} as const satisfies Readonly<Record<Misplaced['why'], ReadingCode>>;

const misplacedIn = ({ misplaced }: Bond): Condition[] =>
  misplaced.map(({ recordIndex, recordId, why, text: detail }) => {
    const record = printable(recordId);
    return readingCondition(CODES[why], record || 'BLANK', `${printable(detail)}.`, {
      record,
      recordIndex,
      field: null,
    });
  });

/** What stands at a wrong place, then what the columns of the others hold. */
const readingIn = (bond: Bond): ReturnType<typeof readingOf> => {
  const { carried, reading } = readingOf('CB', bond.placed);
  return { carried, reading: [...misplacedIn(bond).slice(0, MISPLACED_LISTED), ...reading] };
};
/** Of one transaction that has nothing where it should be. */
const MISPLACED_LISTED = 50;

const bondOf = (bond: Bond, account: Account, origin: FilingOrigin, processingPort: string | null): BondFiled => {
  const { values, recordIndex } = bond.header;
  return {
    origin,
    ...{ accountFilerCodes: account.filerCodes, accountSuretyCodes: account.suretyCodes ?? [], processingPort },
    accountImporterNumbers: values.bondDesignationTypeCode === 'T' ? account.importerNumbers : [],
    action: values.bondDesignationTypeCode,
    type: values.bondTypeCode,
    activityCode: text(values.bondActivityCode),
    amountDollars: whole(values.bondAmount),
    executedOn: date(values.executionDate),
    suretyReference: text(values.suretyReferenceNumber),
    effectiveOn: date(values.effectiveDate),
    terminatesOn: date(values.terminationDate),
    number: text(values.bondNumber),
    reconciliationFlag: text(values.reconciliationBondRiderFlag),
    usviFlag: text(values.usviBondRiderFlag),
    notify: bond.notify.map((record) => ({
      // The first is mandatory (p. CB-28).
      codes: Object.values(record.values).filter((code, at) => at === 0 || code !== ''),
      recordIndex: record.recordIndex,
    })),
    transactions: bond.transactions.map((record) => ({
      type: record.values.transactionIdTypeCode,
      entryType: text(record.values.entryTypeCode),
      id: text(record.values.transactionId),
      recordIndex: record.recordIndex,
    })),
    principals: bond.principals.map((record) => ({
      idType: record.values.principalIdNumberType,
      id: record.values.principalIdNumber,
      name: text(record.values.principalName),
      recordIndex: record.recordIndex,
    })),
    coPrincipals: bond.coPrincipals.map((record) => ({
      idType: record.values.coPrincipalIdNumberType,
      id: record.values.coPrincipalIdNumber,
      name: text(record.values.coPrincipalName),
      recordIndex: record.recordIndex,
    })),
    users: bond.users.map((record) => ({
      idType: record.values.bondUserIdNumberType,
      id: record.values.bondUserIdNumber,
      name: text(record.values.bondUserName),
      action: text(record.values.userRiderActionCode),
      addOn: date(record.values.userAddDate),
      deleteOn: date(record.values.userDeleteDate),
      recordIndex: record.recordIndex,
    })),
    sureties: bond.sureties.map((record) => ({
      code: record.values.suretyCode,
      agent: text(record.values.agentIdNumber),
      name: text(record.values.suretyName),
      liabilityDollars: whole(record.values.suretyLiabilityAmount),
      recordIndex: record.recordIndex,
    })),
    coSureties: bond.coSureties.map((record) => ({
      code: record.values.coSuretyCode,
      agent: text(record.values.agentIdNumber),
      name: text(record.values.coSuretyName),
      liabilityDollars: whole(record.values.coSuretyLiabilityAmount),
      recordIndex: record.recordIndex,
    })),
    reinsurers: bond.reinsurers.map((record) => ({
      code: record.values.suretyCodeForReinsurer,
      agent: text(record.values.agentIdNumber),
      name: text(record.values.suretyName),
      liabilityDollars: null,
      recordIndex: record.recordIndex,
    })),
    recordIndex,
    ...membersOf(readingIn(bond)),
  };
};

import { renderBs, wireText } from '#catair';
import type { BondChanged } from '#contracts';
import { suretyName } from '#reference';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { catairDate } from '../port-clock';
import { abiNotice } from './abi-notice';

const NAME_WIDTH = 40;
/** A number of a person is told to nobody but its account and who files under it. */
const OF_A_PERSON = '34';

/** What a bond is and what became of it, for somebody who did not file it. */
export const bondStatusOf = ({
  accountId: _surety,
  principalAccounts: _principals,
  notify: _others,
  principal,
  ...bond
}: BondChanged) => ({
  ...bond,
  principal: { ...principal, number: principal.idType === OF_A_PERSON ? null : principal.number },
});

/** @param code of the notify party: port, filer code, office; null for a principal */
export const bondStatusNotice = (bond: BondChanged, account: Account, code: string | null): NewAnswer => {
  const { principal } = bondStatusOf(bond);
  const surety = bond.sureties.find(({ role }) => role === 'surety');
  const records = renderBs({
    header: {
      ...{ bondDesignationTypeCode: bond.designation, bondTypeCode: bond.type, bondNumber: bond.number },
      ...{ bondActivityCode: bond.activityCode, bondAmount: String(bond.amountDollars) },
      ...{ executionDate: catairDate(bond.executedOn), effectiveDate: catairDate(bond.effectiveOn) },
      terminationDate: catairDate(bond.terminatesOn),
    },
    transaction: bond.transaction && {
      ...{ transactionIdTypeCode: bond.transaction.type, transactionId: bond.transaction.id },
      entryTypeCode: bond.transaction.entryType ?? '',
    },
    principal: {
      ...{ principalIdNumberType: principal.idType, principalIdNumber: principal.number ?? '' },
      principalName: wireText(principal.name ?? '', NAME_WIDTH),
    },
    surety: {
      ...{ suretyCode: surety?.code ?? '', suretyName: wireText(suretyName(surety?.code ?? '') ?? '', NAME_WIDTH) },
      suretyLiabilityAmount: surety?.liabilityDollars ? String(surety.liabilityDollars) : '',
    },
    final: { code: bond.finalCode, narrative: bond.finalText },
  });
  const [port, filerCode, office] = code
    ? [code.slice(0, 4), code.slice(4, 7), code.slice(7)]
    : ['', account.filerCodes[0] ?? '', ''];
  return abiNotice('BS', account, { filerCode, port: port || null, at: bond.occurredAt }, records, {
    ...{ processingPortCode: port, processingFilerCode: filerCode, processingOfficeCode: office },
  });
};

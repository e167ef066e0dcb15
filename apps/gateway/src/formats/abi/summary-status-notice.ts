import { renderUc } from '#catair';
import type { SummaryStatusChanged } from '#contracts';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { abiNotice } from './abi-notice';
import { catairDate } from '../port-clock';

const REMARK_WIDTH = 78;

/** UC: status of an entry summary with remarks, each of them beginning an E3 of its own. */
export const summaryStatusNotice = (status: SummaryStatusChanged, account: Account): NewAnswer => {
  const remarks = status.remarks
    .map((line) => line.slice(0, REMARK_WIDTH).padEnd(REMARK_WIDTH))
    .join('')
    .trimEnd();
  const records = renderUc({
    status: {
      dispositionTypeCode: status.dispositionType,
      sourceCode: status.source,
      teamNumber: status.teamNumber ?? '',
      reasonCode: status.reasonCode ?? '',
      dispositionDate: catairDate(status.date),
      entryFilerCode: status.filerCode,
      entryNumber: status.entryNumber,
      brokerReferenceNumber: status.brokerReference ?? '',
    },
    remarks,
  });
  return abiNotice(
    'UC',
    account,
    { filerCode: status.filerCode, port: status.portOfEntry, at: status.occurredAt },
    records,
  );
};

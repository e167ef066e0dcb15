import { renderUc } from '#catair';
import type { DocumentsRequested } from '#contracts';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { catairDate } from '../port-clock';
import { abiNotice } from './abi-notice';

const REMARK_WIDTH = 78;
const BY_A_PERSON = '1';

/** UC has disposition types for what is asked, and none for what becomes of it. */
export const isAskedInUc = ({ step }: DocumentsRequested): boolean => step === 'asked' || step === 'found insufficient';

/** UC 1, 2 or 3: documents are asked for. The action number stands in E2, the day by which they are expected in the first remark. */
export const documentsRequestNotice = (request: DocumentsRequested, account: Account): NewAnswer => {
  const { dueDate, step, remarks: given } = request;
  const remarks = [
    `${step === 'asked' ? 'DOCUMENTS' : 'WHAT WAS SENT IS NOT ENOUGH, DOCUMENTS'} DUE ${dueDate}`,
    ...given,
  ]
    .map((line) => line.slice(0, REMARK_WIDTH).padEnd(REMARK_WIDTH))
    .join('')
    .trimEnd();
  const records = renderUc({
    status: {
      dispositionTypeCode: request.dispositionType,
      sourceCode: BY_A_PERSON,
      teamNumber: '',
      reasonCode: '',
      dispositionDate: catairDate(request.date),
      entryFilerCode: request.filerCode,
      entryNumber: request.entryNumber,
      brokerReferenceNumber: '',
    },
    contact: {
      userName: request.officer,
      phone: request.phone ?? '',
      actionIdentificationNumber: request.actionNumber,
      phoneExtension: '',
    },
    remarks,
  });
  return abiNotice('UC', account, { filerCode: request.filerCode, port: null, at: request.occurredAt }, records);
};

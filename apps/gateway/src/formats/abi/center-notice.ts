import { renderUc } from '#catair';
import type { NoticeTold } from '#contracts';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { catairDate } from '../port-clock';
import { abiNotice } from './abi-notice';

const REMARK_WIDTH = 78;
const BY_A_PERSON = '1';
/** UC has no disposition type for any of CF-28, CF-29 and CF-4647. What asks the importer for something asks for specific documents: 3. */
const ASKS_DOCUMENTS = '3';
const ASKING: readonly NoticeTold['step'][] = ['issued', 'found insufficient', 'more time given'];

/** UC has a disposition type for what is asked, and none for what becomes of it. */
export const isNoticeAskedInUc = ({ step }: NoticeTold): boolean => ASKING.includes(step);

/** UC 3 for a request or notice of a Center: its number in E2, form, last day and text in the remarks. */
export const centerNotice = (notice: NoticeTold, account: Account): NewAnswer => {
  const records = renderUc({
    status: {
      dispositionTypeCode: ASKS_DOCUMENTS,
      sourceCode: BY_A_PERSON,
      teamNumber: notice.teamNumber ?? '',
      reasonCode: '',
      dispositionDate: catairDate(notice.date),
      entryFilerCode: notice.filerCode,
      entryNumber: notice.entryNumber,
      brokerReferenceNumber: '',
    },
    contact: {
      userName: notice.officer,
      phone: notice.phone ?? '',
      actionIdentificationNumber: notice.actionNumber,
      phoneExtension: '',
    },
    remarks: notice.remarks
      .map((line) => line.padEnd(REMARK_WIDTH))
      .join('')
      .trimEnd(),
  });
  return abiNotice('UC', account, { filerCode: notice.filerCode, port: null, at: notice.occurredAt }, records);
};

import { type BlockHeader, renderBatch, type ResponseApplication } from '#catair';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { portClock } from '../port-clock';

/** A notification of one block, addressed to the filer's own site. */
export const abiNotice = (
  applicationId: ResponseApplication,
  account: Account,
  about: { filerCode: string; port: string | null; at: string },
  records: readonly string[],
  header: Partial<BlockHeader> = { processingPortCode: about.port ?? '', processingFilerCode: about.filerCode },
): NewAnswer => ({
  event: 'notification',
  format: 'abi',
  contentType: 'text/plain',
  application: applicationId,
  body: renderBatch({
    envelope: {
      siteCode: account.abi?.site ?? '',
      idCode: account.abi?.id ?? '',
      transmissionDate: portClock(about.at, about.port).mmddyy,
    },
    applicationId,
    blocks: [{ header, records }],
  }),
});

import { renderSo } from '#catair';
import type { ReleaseStatusChanged } from '#contracts';
import type { Account } from '../../account/account';
import type { NewAnswer } from '../../filing/transmission';
import { releaseStatusOf } from '../release-status';
import { abiNotice } from './abi-notice';
import { blockHeaderOf } from './filing-block';

/** SO: the entry with its references and lines, its bills with their dispositions, the new dispositions of the entry, and what agencies say. */
export const releaseStatusNotice = (status: ReleaseStatusChanged, account: Account): NewAnswer =>
  abiNotice(
    'SO',
    account,
    { filerCode: status.filerCode, port: status.portOfEntry, at: status.occurredAt },
    renderSo(releaseStatusOf(status)),
    blockHeaderOf(status),
  );

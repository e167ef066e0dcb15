import type { UnitOfWork } from '#messaging';
import { keepEvents } from '../compliance/conduct.repository';
import type { EventKind } from '../compliance/slip.rules';
import type { Notice } from './notice';

const OF_FORM: Readonly<Record<Notice['form'], EventKind>> = {
  'CF-28': 'request for information',
  'CF-29': 'notice of action',
  'CF-4647': 'marking notice',
};

/** A request or notice stands in the pattern of the importer from its issue on, unless all of its form on the entry are withdrawn. */
export const keepNoticeOf = async (
  unit: UnitOfWork,
  { form, itemId, filerCode, entryNumber }: Pick<Notice, 'form' | 'itemId' | 'filerCode' | 'entryNumber'>,
): Promise<void> => {
  const [standing] = await unit.manager.query(
    `SELECT 1 FROM center_notice WHERE item_id = $1 AND form = $2 AND state <> 'withdrawn' LIMIT 1`,
    [itemId, form],
  );
  await keepEvents(
    unit.manager,
    [{ filerCode, entryNumber, kind: OF_FORM[form], over: standing === undefined, effectCents: 0 }],
    unit.now,
  );
};

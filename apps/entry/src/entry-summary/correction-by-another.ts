import { entrySubject, type EntrySummaryFiled, SummaryStatusChanged } from '#contracts';
import type { CustomsDate } from '#kernel';
import type { MessageContext, Received } from '#messaging';
import { fullImporterNumber } from '../importer/importer-number';
import type { StoredSummary } from '../summary-on-file/summary.model';
import { isCorrection } from './correction.rules';

type Filing = Pick<
  EntrySummaryFiled,
  'correction' | 'processingFiler' | 'filerCode' | 'accountFilerCodes' | 'importerNumber'
>;

/** The filer of a correction that is none of the entry's own: it becomes the owner of the summary (pp. ESF-185, 186). Null in all other filings. */
export const correctingFiler = (filing: Filing): string | null => {
  const { processingFiler, filerCode, accountFilerCodes } = filing;
  if (!isCorrection(filing) || !processingFiler || accountFilerCodes.includes(filerCode)) return null;
  return processingFiler !== filerCode && accountFilerCodes.includes(processingFiler) ? processingFiler : null;
};

/** Who corrects what another has filed shows the importer's power: that the broker keeps it for itself is for the one that filed. */
export const unrecordedPower = (filing: Filing, withPowers: ReadonlyMap<string, unknown>): string | null =>
  correctingFiler(filing) === null || withPowers.has(fullImporterNumber(filing.importerNumber ?? ''))
    ? null
    : 'What another filer has filed is corrected under a power of attorney that the importer has recorded.';

/** UC: another has become the owner of the summary. */
const ANOTHER_OWNER = '8';
const AUTOMATIC = '2';

/** Tells who was the owner until a correction by another was accepted, and nobody who was one before. */
export const tellFormerOwner = (
  unit: MessageContext['unit'],
  message: Received<EntrySummaryFiled>,
  { accountId, portOfEntry, brokerReference, teamNumber, centerId }: StoredSummary,
  date: CustomsDate,
): void => {
  const { data: filing } = message;
  const by = correctingFiler(filing);
  if (by === null) return;
  unit.publish(
    SummaryStatusChanged,
    entrySubject(filing),
    {
      ...{ accountId, filerCode: filing.filerCode, entryNumber: filing.entryNumber, portOfEntry, brokerReference },
      ...{ dispositionType: ANOTHER_OWNER, source: AUTOMATIC, teamNumber, centerId, reasonCode: null, date },
      remarks: [`CORRECTED BY FILER ${by}, WHICH IS NOW THE OWNER OF THE SUMMARY`],
      occurredAt: unit.now.toISOString(),
    },
    message,
  );
};

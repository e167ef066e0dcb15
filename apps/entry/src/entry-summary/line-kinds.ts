import type { EntrySummary, SummaryContext, SummaryLine } from '../summary-on-file/summary.model';

/** The origin of goods whose country nobody knows (Entry Summary Create/Update, p. ESF-65). */
export const UNKNOWN_ORIGIN = '**';

/** An article put up in a set, which has the value, duty and fees of all its articles (usage note (k), p. ESF-160). */
export const isSetHeader = ({ articleSetIndicator }: SummaryLine): boolean => articleSetIndicator === 'X';
/** An article of a set: its duty, processing and harbor fee are those of the set. */
export const isSetComponent = ({ articleSetIndicator }: SummaryLine): boolean => articleSetIndicator === 'V';

/** Domestic goods of a zone pay neither duty nor processing fee (pp. ESF-160, 161). */
export const isDomestic = ({ zone }: SummaryLine): boolean => zone?.status === 'D';

/** Shipments of an express carrier, released by their manifest, whose summary pays duty alone (usage note (jj), pp. ESF-187, 188). */
export const isExpress = ({ indicators }: Pick<EntrySummary, 'indicators'>): boolean =>
  indicators?.consolidatedExpressInformalIndicator === 'Y';

/** Several releases under one summary (usage note (z), p. ESF-176). */
export const isConsolidated = ({ indicators }: Pick<EntrySummary, 'indicators'>): boolean =>
  indicators?.consolidatedSummaryIndicator === 'Y';
/** By what it says, or by what it goes on to account for without saying so. */
export const staysConsolidated = (
  summary: Pick<EntrySummary, 'indicators'>,
  { consolidated }: Pick<SummaryContext, 'consolidated'>,
): boolean => isConsolidated(summary) || consolidated?.keeps === true;

/** A personal shipment is held to no limit of value (dictionary, 646: X and blank are). */
export const isPersonal = ({ indicators }: Pick<EntrySummary, 'indicators'>): boolean =>
  indicators?.shipmentUsageTypeCode === 'P';

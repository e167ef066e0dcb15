import type { CustomsDate } from '#kernel';
import type { SummaryOnFile } from './summary.model';

/**
 * Whether the statement that a summary was put on is printed. From that day on CBP has it in control: it is neither replaced nor deleted, a faulty filing does not delete it,
 * and it is corrected by a post summary correction (guide, pp. ESF-132, 183, 206, 210; dictionary, B29, B45). That it is paid is not known here: one that is paid individually
 * stays in trade control until CBP reviews it, and may be corrected all the same.
 */
export const isPrinted = (
  { statementDate = null }: Pick<SummaryOnFile, 'statementDate'>,
  today: CustomsDate,
): boolean => statementDate !== null && statementDate <= today;

/** Who has it in control, as the guide's query tells it (Entry Summary Query, p. ESQ-28). */
export const controlOn = (
  summary: Pick<SummaryOnFile, 'control' | 'statementDate'>,
  today: CustomsDate,
): SummaryOnFile['control'] => (isPrinted(summary, today) ? 'cbp' : summary.control);

import type { CustomsDate } from '#kernel';
import type { ReleaseContent } from './release.model';

/** One targeting criterion; a matching entry is examined or must show a document. Data, with the days it is in force. */
export interface Criterion {
  readonly id: number;
  /** What is compared: country of origin, tariff number by its first digits, or importer number in full form. */
  readonly by: 'origin' | 'hts' | 'importer';
  readonly value: string;
  readonly outcome: 'exam' | 'documents';
  /** Code of the document asked for. */
  readonly documentType: string | null;
  /** Why, in words. Law enforcement sensitive. */
  readonly reason?: string;
  /** The trusted trader's blanket certification that takes the place of the document; null where none does. */
  readonly blanket?: string | null;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** Criteria in force on a day that an entry meets. `importer` is the importer number in full form. */
export function criteriaMet(
  criteria: readonly Criterion[],
  content: ReleaseContent,
  importer: string | null,
  today: CustomsDate,
): Criterion[] {
  return criteria.filter(({ by, value, from, to }) => {
    if (from > today || (to !== null && today > to)) return false;
    if (by === 'importer') return importer === value;
    if (by === 'origin') return content.lines.some(({ countryOfOrigin }) => countryOfOrigin === value);
    return content.lines.some(({ tariffs }) => tariffs.some(({ hts }) => hts?.startsWith(value)));
  });
}

import type { Cause } from '#messaging';
import type { EntryDispositionCode } from '../release/dispositions';
import type { Release } from '../release/release.model';
import type { ExamFacts } from '../release/selection.model';

/** Something that happened to an entry, before the decision on it is taken anew. */
export interface Happening {
  readonly before: Release | null;
  readonly draft: Release;
  /** What happened, for the history. */
  readonly event: string;
  readonly byAccount?: string;
  readonly officer?: string;
  readonly note?: string | null;
  /** Told besides what the decision tells. */
  readonly dispositions?: readonly EntryDispositionCode[];
  /** Told with them: why a request was refused. */
  readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
  /** What an officer said of the examination. */
  readonly examined?: { readonly facts: ExamFacts | null; readonly note: string | null };
  readonly cause: Cause;
  /** When the gateway took the filing that made it happen. */
  readonly acceptedAt?: string;
}

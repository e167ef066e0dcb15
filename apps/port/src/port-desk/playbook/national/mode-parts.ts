import type { Procedure, Step } from '../procedure/procedure';
import type { ModeWords } from './common-steps';
import type { DocumentId } from './documents';

/** What one mode of transport adds to the parts all modes share. */
export interface ModeParts {
  readonly words: ModeWords;
  readonly documents: readonly DocumentId[];
  readonly steps: readonly Step[];
  readonly advanceData: Procedure['advanceData'];
  readonly catchUpKeys: Procedure['catchUpKeys'];
  readonly reviewHours: number;
}

import { randomUUID } from 'node:crypto';
import { ManualDecisionMade } from '#contracts';
import { entryKeyOf } from './paper-decision.repository';
import type { PaperDecisionFence } from './paper-decision.fence';
import type { PaperDecision } from './paper-decision.rules';

let serial = 0;

/** A paper release at Los Angeles that names neither an entry nor a bill; each has an id and a control number of its own. */
export const onPaper = (change: Partial<ManualDecisionMade> = {}): ManualDecisionMade => ({
  ...ManualDecisionMade.example,
  decisionId: randomUUID(),
  controlNumber: `MD-26-2704-${String((serial += 1)).padStart(6, '0')}`,
  entry: null,
  billKeys: [],
  ...change,
});

/** A fence that nobody has to wait at. */
export const openFence = {
  isOpen: true,
  passed: () => Promise.resolve(),
} as Partial<PaperDecisionFence> as PaperDecisionFence;

/** The copy of a decision that says it was taken back. */
export const takenBack = (decision: ManualDecisionMade): ManualDecisionMade => ({
  ...decision,
  voided: { at: '2026-11-22T08:00:00.000Z', reason: 'Wrong shipment' },
});

/** The same as the rules see it. */
export const asRead = (data: ManualDecisionMade): PaperDecision => ({
  decisionId: data.decisionId,
  controlNumber: data.controlNumber,
  decision: data.decision,
  decidedAt: data.decidedAt,
  portCode: data.portCode,
  entryKey: entryKeyOf(data),
  billKeys: data.billKeys,
  voided: data.voided !== undefined,
});

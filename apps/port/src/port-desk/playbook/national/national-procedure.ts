import type { TransportMode } from '#contracts';
import { air } from './air';
import { airExpress } from './air-express';
import { commonSteps } from './common-steps';
import { documentsFor } from './documents';
import type { ModeParts } from './mode-parts';
import { rail } from './rail';
import {
  CONDITIONS,
  EXCLUDED_GOODS,
  OWN_OUTAGE,
  partnerAgency,
  POLICIES,
  PORTS_MAY,
  PRINCIPLE,
  RESPONSIBILITIES,
} from './shared-parts';
import { truck } from './truck';
import { vessel } from './vessel';
import { inOrder, type Procedure } from '../procedure/procedure';

const procedure = (mode: TransportMode, parts: ModeParts): Procedure => ({
  mode,
  effectiveFrom: '2026-11-01',
  principle: PRINCIPLE,
  conditions: CONDITIONS,
  documents: documentsFor(mode, parts.documents),
  steps: inOrder([...parts.steps, ...commonSteps(parts.words)]),
  advanceData: parts.advanceData,
  catchUpKeys: parts.catchUpKeys,
  responsibilities: RESPONSIBILITIES,
  excludedGoods: EXCLUDED_GOODS,
  partnerAgency: partnerAgency(parts.reviewHours),
  ownOutage: OWN_OUTAGE,
  policies: POLICIES,
  portsMay: PORTS_MAY,
});

/**
 * Version 1 of the national procedure, as delivered: known before any database was ever read. CBP's own procedures by mode are not
 * public, so the steps are worded here from the regulations and port notices each of them names. Headquarters publishes later versions.
 */
export const FIRST_NATIONAL_VERSION: Readonly<Record<TransportMode, Procedure>> = {
  truck: procedure('truck', truck),
  rail: procedure('rail', rail),
  vessel: procedure('vessel', vessel),
  air: procedure('air', air),
  'air express': procedure('air express', airExpress),
};

import { WHOLE_SCOPE } from './scope.rules';
import type { Statement } from '#contracts';

/** A statement that says nothing yet but that something is out. */
export const EMPTY_STATEMENT: Statement = {
  kind: 'outage',
  system: 'Portway',
  owner: 'platform',
  stage: 'going on',
  confirmed: WHOLE_SCOPE,
  possible: null,
  symptoms: [],
  windows: [],
  milestones: [],
  cause: null,
  brings: [],
  repair: null,
  instructions: [],
  stillWorks: [],
  ports: null,
  agencyScenario: null,
  relief: null,
  editChanges: [],
  documents: [],
  forms: [],
  support: null,
  shares: [],
  processingOrder: [],
  nextUpdateAt: null,
};

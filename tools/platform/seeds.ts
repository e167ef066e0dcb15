import type { DemoAccount } from './accounts';
import { grantPowers, type Known, seedCases, seedSelection, seedStanding, waitForQuiet } from './seed';
import { seedAgency } from './seed-agency';
import { seedBonds } from './seed-bonds';
import { seedCenters } from './seed-centers';
import { seedConversation } from './seed-conversation';
import { seedDocuments } from './seed-documents';
import { seedDrawback } from './seed-drawback';
import { seedEnforcement } from './seed-enforcement';
import { seedInvitation } from './seed-invitation';
import { seedProtest } from './seed-protest';
import { seedRegisters, seedSuretyAgent } from './seed-registers';
import { seedSummaries } from './seed-summaries';
import { seedTrusted } from './seed-trusted';
import { seedWork } from './seed-work';

/** The platform that the demo's data is put into. */
export interface SeededPlatform {
  readonly services: readonly string[];
  /** A service's first replica. */
  at(service: string): Known;
  readonly token: string;
  readonly accounts: DemoAccount[];
  readonly signal: AbortSignal;
}

interface Seed {
  /** Services without which it is left out. */
  readonly needs: readonly string[];
  /** What is not there where it fails. */
  readonly missing: string;
  /** @returns '', or why it is not there. What is there already stays as it is. */
  plant(platform: SeededPlatform): Promise<string>;
}

const FILED = ['gateway', 'entry'];

/** In this order: what comes later may need what was before. */
const SEEDS: readonly Seed[] = [
  {
    needs: ['account'],
    missing: 'the demo powers of attorney are not granted',
    plant: ({ at, token, accounts }) => grantPowers(at('account'), token, accounts),
  },
  {
    needs: ['cee'],
    missing: 'the demo importer is no trusted trader',
    plant: ({ at, token, accounts, signal }) => seedStanding(at('cee'), token, accounts, signal),
  },
  {
    needs: ['entry'],
    missing: 'the demo has no rules by which goods are drawn for examination',
    plant: ({ at, token }) => seedSelection(at('entry'), token),
  },
  {
    needs: ['entry'],
    missing: 'the demo has no trade order, facilities and limits of sureties',
    plant: ({ at, token }) => seedRegisters(at('entry'), token),
  },
  {
    needs: ['account'],
    missing: 'the demo surety has named no agent',
    plant: ({ at, accounts }) => seedSuretyAgent(at('account'), accounts),
  },
  {
    needs: ['entry'],
    missing: 'the demo has no antidumping case',
    plant: ({ at, token }) => seedCases(at('entry'), token),
  },
  {
    needs: ['account'],
    missing: 'the demo invoice is not there',
    plant: ({ at, accounts }) => seedDocuments(at('account'), accounts),
  },
  {
    needs: ['account'],
    missing: 'nobody of the demo is invited by mail',
    plant: ({ at, accounts }) => seedInvitation(at('account'), accounts),
  },
  {
    needs: ['account'],
    missing: 'nobody of the demo talks with CBP',
    plant: ({ at, accounts }) => seedConversation(at('account'), accounts),
  },
  {
    needs: [],
    missing: 'what was put on file is still on its way',
    plant: async ({ services, at, token, signal }) => {
      await waitForQuiet(services.map(at), token, signal);
      return '';
    },
  },
  {
    needs: ['cee'],
    missing: 'the demo Center publishes and answers nothing',
    plant: ({ at, accounts }) => seedCenters(at('cee'), accounts),
  },
  {
    needs: ['cee'],
    missing: 'the demo protest is not filed',
    plant: ({ at, accounts }) => seedProtest(at('cee'), accounts),
  },
  {
    needs: ['cee', 'account'],
    missing: 'nothing of the demo waits in the programs of trusted traders',
    plant: ({ at, token, accounts }) => seedTrusted({ cee: at('cee'), account: at('account') }, token, accounts),
  },
  {
    needs: ['enforcement'],
    missing: 'the demo cases of penalties are not there',
    plant: ({ services, at, accounts }) =>
      seedEnforcement(at('enforcement'), services.includes('cee') ? at('cee') : null, accounts),
  },
  {
    needs: FILED,
    missing: 'no bond covers the entries of the demo importer',
    plant: ({ at, accounts }) => seedBonds(at('gateway'), accounts),
  },
  {
    needs: FILED,
    missing: 'the demo drawback claim is not filed',
    plant: ({ at, accounts }) => seedDrawback(at('gateway'), accounts),
  },
  {
    needs: FILED,
    missing: 'the demo summaries with a case, of a warehouse and corrected are not filed',
    plant: ({ at, accounts }) => seedSummaries(at('gateway'), accounts),
  },
  {
    needs: [...FILED, 'cee'],
    missing: 'the demo Center has no work',
    plant: ({ at, accounts }) => seedWork(at('gateway'), at('cee'), accounts),
  },
  {
    needs: FILED,
    missing: 'nothing of the demo waits for a partner agency',
    plant: ({ at, accounts }) => seedAgency(at('gateway'), accounts),
  },
];

/**
 * Puts what there is to look at on file, as far as it is not there yet.
 *
 * @param hear hears in a sentence what could not be done
 * @returns whether all of it is there
 */
export async function seedDemo(platform: SeededPlatform, hear: (fault: string) => void): Promise<boolean> {
  let isComplete = true;
  for (const { needs, missing, plant } of SEEDS) {
    if (platform.signal.aborted) return false;
    if (needs.some((service) => !platform.services.includes(service))) continue;
    const fault = await plant(platform);
    if (!fault) continue;
    isComplete = false;
    hear(`${missing}: ${fault}`);
  }
  return isComplete;
}

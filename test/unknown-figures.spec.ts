import { Registry } from 'prom-client';
import type { Vitals } from '#contracts';
import type { Metrics, VitalsReader } from '#service';
import { DocumentScrubber } from '../apps/account/src/documents/storage/document-scrubber';
import { GateMetrics } from '../apps/gateway/src/gate/gate.metrics';
import { NoticeAcknowledgements } from '../apps/gateway/src/intake/notice-acknowledgements';

/** Figures that a service counts in its database by itself: while that answers, and while it does not. */
const gates = { gates: [{ module: 'entry', direction: 'inbound', state: 'STOPPED', held: 40 }] } as Partial<Vitals>;
const COUNTED: readonly (readonly [string, (metrics: Metrics, answers: { now: boolean }) => void])[] = [
  [
    'portway_gate_held',
    (metrics, answers) => {
      const vitals = {
        get measured() {
          return answers.now;
        },
        read: () => Promise.resolve(gates),
      } as unknown as VitalsReader;
      new GateMetrics(
        metrics,
        { onChange: () => undefined, views: () => Promise.resolve([]) } as never,
        vitals,
      ).onModuleInit();
    },
  ],
  [
    'portway_refused_notices',
    (metrics, answers) => {
      const query = (): Promise<unknown> =>
        answers.now ? Promise.resolve([{ open: 2 }]) : Promise.reject(new Error('away'));
      new NoticeAcknowledgements({ query } as never, {} as never, metrics).onModuleInit();
    },
  ],
  [
    'portway_documents_damaged',
    (metrics, answers) => {
      const query = (): Promise<unknown> =>
        answers.now ? Promise.resolve([{ count: 1 }]) : Promise.reject(new Error('away'));
      const source = { isInitialized: true, manager: { query } };
      const [nobody, work] = [{} as never, { every: () => undefined } as never];
      new DocumentScrubber(source as never, nobody, { isOpen: () => true } as never, nobody, nobody, metrics, work);
    },
  ],
];

test.each(COUNTED)(
  '%s is told while the database answers, and nothing is told, neither 0 nor what was, while it does not',
  async (name, begin) => {
    const registry = new Registry();
    const answers = { now: true };
    begin({ registry } as unknown as Metrics, answers);
    const lines = async (): Promise<string[]> =>
      (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));
    expect(await lines()).toEqual([expect.stringMatching(/ [1-9]\d*$/)]);
    answers.now = false;
    expect(await lines()).toEqual([]);
  },
);

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, RecurringWork } from '#service';
import { StatusConfig } from '../../config/status.config';
import type { BulletinBoard } from '../../bulletin/bulletin-board';
import type { FlowBook } from '../../flow/flow-book';
import type { SummaryBoard } from '../../summary/summary.board';
import type { UptimeBook } from '../uptime/uptime-book';
import { CopyWriter } from './copy-writer';

const at = '2026-11-21T14:05:09Z';
/** A replica that writes into a folder, as the deployment names it. */
const replica = (INSTANCE: string, folder: string): CopyWriter => {
  const config = Object.assign(new StatusConfig(), {
    ...{ INSTANCE, STATUS_COPY_FOLDER: folder, PUBLIC_URL: 'https://portway.example' },
  });
  const whole = { colour: 'green', indicator: 'none', words: 'Everything is operational.', headline: 'All works.' };
  const board = { at, whole, components: [], gates: [], watches: [], body: '{"at":"whole"}' };
  const now = { asOf: at, incidents: [], downtimes: [], maintenance: [], notices: [], closed: [] };
  return new CopyWriter(
    board as unknown as SummaryBoard,
    { now } as unknown as BulletinBoard,
    { document: { components: [], days: [] } } as unknown as UptimeBook,
    { document: {} } as unknown as FlowBook,
    config,
    new RecurringWork(createLog('status', 'test', 'fatal'), { ownsLane: () => true }),
  );
};

test('two replicas that write the copy into one folder at the same moment do not take each other’s half-written files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portway-copies-'));
  try {
    const replicas = ['status-6c9f-a', 'status-6c9f-b'].map((name) => replica(name, folder));
    for (let turn = 0; turn < 20; turn += 1) await Promise.all(replicas.map((one) => one.write()));
    expect(readdirSync(join(folder, 'status')).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(readFileSync(join(folder, 'status', 'summary.json'), 'utf8')).toBe('{"at":"whole"}');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

import { Injectable } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { DataSource } from 'typeorm';
import { Instant, Exactly, Known, Line, ListOf, Name, PortCode } from '#contracts';
import { timeOrderedId } from '#kernel';
import type { UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { PortConfig } from '../../config/port.config';
import { RequestShape } from '../model/request-shape';
import type { SuspectDeployment } from '../model/records';
import { mostSuspicious } from './suspicion.rules';

export const DeploymentReport = Exactly({
  module: Name,
  version: Name,
  /** When it took effect; now when not given. */
  at: Known(Instant),
  note: Known(Line(1, 500)),
  /** Where it went first; none for everywhere. */
  ports: ListOf(PortCode),
});
export type DeploymentReport = Static<typeof DeploymentReport>;
export const deploymentReport = new RequestShape(DeploymentReport);

export type Deployment = Omit<SuspectDeployment, 'sameModule'>;

/** A process as its heartbeat told of it. */
export interface StartedProcess {
  readonly service: string;
  readonly instance: string;
  readonly startedAt: string;
}

const COLUMNS = {
  id: 'uuid',
  module: 'text',
  version: 'text',
  at: 'timestamptz',
  note: 'text',
  ports: 'jsonb',
  source: 'text',
  instance: 'text',
};
const READ = 'SELECT id, module, version, at, note, ports, source FROM deployment';

/** What was changed on the platform, and when: the first thing to look at when something breaks. */
@Injectable()
export class DeploymentLog {
  constructor(
    private readonly source: DataSource,
    private readonly config: PortConfig,
  ) {}

  async record({ module, version, at, note, ports }: DeploymentReport): Promise<Deployment> {
    const row: Deployment = {
      id: timeOrderedId(),
      module,
      version,
      at: at ?? new Date().toISOString(),
      note,
      ports,
      source: 'reported',
    };
    await insertRows(this.source.manager, 'deployment', COLUMNS, [row]);
    return row;
  }

  /** Notes each start of a process once, whichever replica hears of it. */
  async noteStarts(started: readonly StartedProcess[]): Promise<void> {
    const rows = started.map(({ service, instance, startedAt }) => ({
      id: timeOrderedId(),
      module: service,
      version: 'not told',
      at: startedAt,
      note: null,
      ports: [],
      source: 'process started',
      instance,
    }));
    await insertRows(this.source.manager, 'deployment', COLUMNS, rows, 'ON CONFLICT (module, instance, at) DO NOTHING');
  }

  /** The newest first. */
  async since(instant: string): Promise<Deployment[]> {
    return asDeployments(await this.source.query(`${READ} WHERE at >= $1 ORDER BY at DESC LIMIT 500`, [instant]));
  }

  /** What was changed in the last days, most suspicious first for an incident of these modules (none: all) and ports. */
  async suspects(unit: UnitOfWork, modules: readonly string[], ports: readonly string[]): Promise<SuspectDeployment[]> {
    const rows = await unit.manager.query(
      `${READ} WHERE at > $1::timestamptz - make_interval(days => $2) AND at <= $1 ORDER BY at DESC LIMIT 500`,
      [unit.now.toISOString(), this.config.SUSPECT_DEPLOYMENT_DAYS],
    );
    return mostSuspicious(asDeployments(rows), modules, ports);
  }
}

const asDeployments = (rows: (Omit<Deployment, 'at'> & { at: Date })[]): Deployment[] =>
  rows.map((row) => ({ ...row, at: row.at.toISOString() }));

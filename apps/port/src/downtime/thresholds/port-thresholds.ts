import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { DataSource, type EntityManager } from 'typeorm';
import { Instant, TransportMode, Exactly, Known, Name, PortCode } from '#contracts';
import { timeOrderedId } from '#kernel';
import { isPort } from '#reference';
import { Problem } from '#service';
import { refuseIf } from '../authority/refusals';
import type { Actor } from '../model/records';
import { RequestShape } from '../model/request-shape';
import type { PortThreshold } from './thresholds.rules';

const Minutes = Type.Integer({ minimum: 0, maximum: 10_080 });

/** What headquarters sets for one port and mode. */
export const ThresholdSetting = Exactly({
  port: PortCode,
  mode: TransportMode,
  watch: Minutes,
  portMayDeclare: Minutes,
  headquartersConsiders: Minutes,
  /** From when on; now when not given. */
  from: Known(Instant),
  officer: Known(Name),
});
export type ThresholdSetting = Static<typeof ThresholdSetting>;
export const thresholdSetting = new RequestShape(ThresholdSetting);

/** Thresholds of single ports. Rows are only added: what held when a downtime was declared stays known. */
@Injectable()
export class PortThresholds {
  constructor(private readonly source: DataSource) {}

  /** @throws Problem when the port is not known or the minutes do not rise */
  async set(
    by: Actor,
    { port, mode, watch, portMayDeclare, headquartersConsiders, from }: ThresholdSetting,
  ): Promise<PortThreshold> {
    refuseIf([!isPort(port) && { rule: 'PORT IS KNOWN', at: '/port', detail: `Port ${port}.` }]);
    if (watch > portMayDeclare || portMayDeclare > headquartersConsiders) {
      throw new Problem('not-valid', 'Minutes rise from watch over portMayDeclare to headquartersConsiders.', [
        { at: '/portMayDeclare', text: 'not between the two others' },
      ]);
    }
    const now = new Date().toISOString();
    await this.source.query(
      `INSERT INTO port_threshold (id, port, mode, watch_minutes, port_may_declare_minutes, headquarters_considers_minutes, from_at, set_by, set_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [timeOrderedId(), port, mode, watch, portMayDeclare, headquartersConsiders, from ?? now, JSON.stringify(by), now],
    );
    return { port, mode, watch, portMayDeclare, headquartersConsiders, from: from ?? now };
  }

  /** The newest first, so that of two from the same instant the one set last is found. */
  async all(manager: EntityManager = this.source.manager): Promise<PortThreshold[]> {
    const rows = await manager.query(
      `SELECT port, mode, watch_minutes AS watch, port_may_declare_minutes AS "portMayDeclare", headquarters_considers_minutes AS "headquartersConsiders", from_at
         FROM port_threshold ORDER BY from_at DESC, set_at DESC`,
    );
    return rows.map(({ from_at, ...row }: PortThreshold & { from_at: Date }) => ({
      ...row,
      from: from_at.toISOString(),
    }));
  }
}

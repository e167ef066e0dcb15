import { Injectable } from '@nestjs/common';
import { type Static, Type } from '@sinclair/typebox';
import { DataSource } from 'typeorm';
import { COMPONENTS, OneOf, Exactly, Known, Line, Name } from '#contracts';
import { timeOrderedId } from '#kernel';
import { refuseIf } from '../authority/refusals';
import { DowntimeBook } from '../book/downtime-book';
import type { ComponentImpact } from '#statement';
import type { Actor } from '../model/records';
import { RequestShape } from '../model/request-shape';

export const ComponentOverride = Exactly({
  state: OneOf('operational', 'slow', 'partial', 'down', 'maintenance'),
  reason: Line(3, 500),
  /** After so long the state is again what is seen and what incidents say. */
  minutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
  officer: Known(Name),
});
export type ComponentOverride = Static<typeof ComponentOverride>;
export const componentOverride = new RequestShape(ComponentOverride);

/** A person says how a component is, for a while. */
@Injectable()
export class ComponentOverrides {
  constructor(
    private readonly source: DataSource,
    private readonly book: DowntimeBook,
  ) {}

  async set(by: Actor, component: string, { state, reason, minutes }: ComponentOverride): Promise<ComponentImpact> {
    refuseIf([
      !COMPONENTS.includes(component) && {
        rule: 'KNOWN COMPONENT',
        at: '',
        detail: component,
      },
    ]);
    const now = new Date();
    const until = new Date(now.getTime() + minutes * 60_000).toISOString();
    await this.source.query(
      'INSERT INTO component_override (id, component, state, reason, set_by, set_at, until) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [timeOrderedId(), component, state, reason, JSON.stringify(by), now.toISOString(), until],
    );
    await this.book.refresh();
    return { component, state, source: 'person', incidentNumber: null, until, reason };
  }
}

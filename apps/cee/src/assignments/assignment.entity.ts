import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CustomsDate } from '#kernel';

/** An importer's Center and team from a day on and, when a later assignment ended it, up to and with another. */
@Entity('assignment')
export class AssignmentEntity {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text', { name: 'importer_number' })
  importerNumber: string;

  @Column('text', { name: 'importer_identity' })
  importerIdentity: string;

  @Column('text', { name: 'center_id' })
  centerId: string;

  @Column('text', { name: 'team_number' })
  teamNumber: string;

  @Column('date', { name: 'valid_from' })
  from: CustomsDate;

  @Column('date', { name: 'valid_to', nullable: true })
  to: CustomsDate | null;

  /** Why: predominant goods, appeal, associated parties, … */
  @Column('text')
  source: string;

  @Column('text')
  actor: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt: Date;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy: string | null;
}

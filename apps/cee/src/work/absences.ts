import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CustomsDate } from '#kernel';
import { Transactions } from '#messaging';
import { Problem, requireSameFields } from '#service';
import { standIns, type Away } from './absence.rules';
import { peopleOfCenter, personOfCenter, type PersonOfCenter, type Specialist } from '../people/center-people';

export interface AbsenceView {
  readonly absenceId: string;
  readonly centerId: string;
  readonly personId: string;
  readonly name: string;
  readonly from: CustomsDate;
  /** The last day. */
  readonly to: CustomsDate;
  readonly standInId: string | null;
  readonly standIn: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly endedBy: string | null;
}

export interface NewAbsence {
  readonly id: string;
  readonly personId: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate;
  readonly standInId: string | null;
}

const COLUMNS = `id AS "absenceId", center_id AS "centerId", person_id AS "personId", person_name AS name, from_day::text AS "from", to_day::text AS "to",
  stand_in_id AS "standInId", stand_in_name AS "standIn", recorded_by AS "recordedBy", recorded_at AS "recordedAt", ended_by AS "endedBy"`;
const OVERLAPS = '23P01';

const sent = ({ personId, from, to, standInId }: Omit<NewAbsence, 'id'>): object => ({ personId, from, to, standInId });

/** Who is absent from a Center, and to whom their work goes meanwhile. Nothing is moved: whose items somebody may take is asked when they are taken. */
@Injectable()
export class Absences {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  people(center: string): Promise<PersonOfCenter[]> {
    return peopleOfCenter(this.source, center, new Date());
  }

  /** The same again is the same absence. @throws Problem `not-valid` for somebody who is not of the Center, `state-conflict` for days that are taken */
  record(by: Specialist, wanted: NewAbsence): Promise<AbsenceView> {
    return this.transactions.run(async ({ manager, now }) => {
      const person = await personOfCenter(manager, by.center, wanted.personId, '/personId', now);
      const standIn =
        wanted.standInId === null
          ? null
          : await personOfCenter(manager, by.center, wanted.standInId, '/standInId', now);
      const [before] = await this.read(manager, wanted.id);
      if (before) {
        requireSameFields('absence', sent(before), sent(wanted));
        return before;
      }
      try {
        await manager.query(
          `INSERT INTO absence (id, center_id, person_id, person_name, from_day, to_day, stand_in_id, stand_in_name, recorded_by, recorded_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            ...[wanted.id, by.center, person.personId, person.name, wanted.from, wanted.to],
            ...[standIn?.personId ?? null, standIn?.name ?? null, by.name, now],
          ],
        );
      } catch (error) {
        if ((error as { code?: string }).code !== OVERLAPS) throw error;
        throw new Problem(
          'state-conflict',
          `${person.name} is absent on some of these days already: end that absence first.`,
        );
      }
      const [after] = await this.read(manager, wanted.id);
      return after!;
    });
  }

  /** @throws Problem `not-found` for one of another Center too */
  async find({ center }: Specialist, id: string): Promise<AbsenceView> {
    const [absence] = await this.read(this.source.manager, id);
    if (absence?.centerId !== center) throw new Problem('not-found', `There is no absence ${id} in ${center}.`);
    return absence;
  }

  /** Somebody is back earlier. Again changes nothing. */
  async end(by: Specialist, id: string): Promise<AbsenceView> {
    return this.transactions.run(async ({ manager }) => {
      await manager.query('UPDATE absence SET ended_by = $2 WHERE id = $1 AND ended_by IS NULL', [id, by.name]);
      const [after] = await this.read(manager, id);
      return after!;
    });
  }

  /** Of those who are absent today or later, the earliest first. */
  list(center: string, today: CustomsDate): Promise<AbsenceView[]> {
    return this.source.query(
      `SELECT ${COLUMNS} FROM absence WHERE center_id = $1 AND to_day >= $2 AND ended_by IS NULL ORDER BY from_day, person_name LIMIT 1000`,
      [center, today],
    );
  }

  /** By absent person of a Center on a day, who stands in. */
  async standInsOn(
    manager: Pick<EntityManager, 'query'>,
    center: string,
    day: CustomsDate,
  ): Promise<ReadonlyMap<string, string | null>> {
    const away: Away[] = await manager.query(
      `SELECT person_id AS "personId", stand_in_id AS "standInId" FROM absence
        WHERE center_id = $1 AND to_day >= $2 AND from_day <= $2 AND ended_by IS NULL`,
      [center, day],
    );
    return standIns(away);
  }

  private read(manager: EntityManager, id: string): Promise<AbsenceView[]> {
    return manager.query(`SELECT ${COLUMNS} FROM absence WHERE id = $1`, [id]);
  }
}

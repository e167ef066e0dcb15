import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuthorityChanged } from '#contracts';
import { insertRows } from '#persistence';
import { REVIEW_FUNCTIONS } from '#reference';
import { fullImporterNumber } from '../importer/importer.repository';
import { type AuthorityRow, KnownAuthority } from './authority.rules';

/** Who decides, as cee last told: its orders with their days, so that entries are decided by whose they are whatever else is away. */
@Injectable()
export class AuthorityRepository {
  /** The highest revision of an order counts. */
  async store(manager: EntityManager, told: readonly AuthorityChanged[]): Promise<void> {
    const newest = new Map<string, AuthorityChanged>();
    for (const order of told)
      if ((newest.get(order.orderId)?.revision ?? 0) < order.revision) newest.set(order.orderId, order);
    const written: { order_id: string }[] = await insertRows(
      manager,
      'delegation_order',
      { order_id: 'uuid', revision: 'int', center_id: 'text' },
      [...newest.values()]
        .sort((a, b) => (a.orderId < b.orderId ? -1 : 1))
        .map(({ orderId, revision, centerId }) => ({ order_id: orderId, revision, center_id: centerId })),
      `ON CONFLICT (order_id) DO UPDATE SET revision = excluded.revision, center_id = excluded.center_id
        WHERE delegation_order.revision < excluded.revision RETURNING order_id`,
    );
    const fresh = written.map(({ order_id }) => newest.get(order_id)!);
    if (fresh.length === 0) return;
    const ids = [fresh.map(({ orderId }) => orderId)];
    await manager.query('DELETE FROM center_authority WHERE order_id = ANY($1::uuid[])', ids);
    await manager.query('DELETE FROM authority_volunteer WHERE order_id = ANY($1::uuid[])', ids);
    await insertRows(
      manager,
      'center_authority',
      {
        order_id: 'uuid',
        center_id: 'text',
        function_code: 'text',
        reach: 'text',
        valid_from: 'date',
        valid_to: 'date',
      },
      fresh.flatMap(({ orderId, centerId, authority }) =>
        authority.map(({ function: code, reach, from, to }) => ({
          ...{ order_id: orderId, center_id: centerId, function_code: code, reach, valid_from: from, valid_to: to },
        })),
      ),
    );
    await insertRows(
      manager,
      'authority_volunteer',
      { order_id: 'uuid', importer_number: 'text' },
      fresh.flatMap(({ orderId, volunteers }) =>
        [...new Set(volunteers.map(fullImporterNumber))].map((number) => ({
          order_id: orderId,
          importer_number: number,
        })),
      ),
    );
  }

  /** An account that takes part in a test does so with all its numbers. */
  async read(manager: EntityManager, importerNumbers: readonly string[]): Promise<KnownAuthority> {
    const rows: (Omit<AuthorityRow, 'to'> & { to: string | null })[] = await manager.query(
      `SELECT center_id AS "centerId", order_id AS "orderId", function_code AS "functionCode", reach, valid_from::text AS "from", valid_to::text AS "to"
         FROM center_authority WHERE function_code = ANY($1::text[])`,
      [REVIEW_FUNCTIONS],
    );
    const centers: { center: string }[] = await manager.query(
      'SELECT DISTINCT center_id AS center FROM delegation_order',
    );
    const numbers = [...new Set(importerNumbers.map(fullImporterNumber))];
    const volunteers: { asked: string; order: string }[] =
      numbers.length === 0 || rows.every(({ reach }) => reach === 'all')
        ? []
        : await manager.query(
            `SELECT v.importer_number AS asked, v.order_id AS "order" FROM authority_volunteer v WHERE v.importer_number = ANY($1::text[])
             UNION
             SELECT asked.importer_number, v.order_id FROM importer_on_file asked
             JOIN importer_on_file other ON other.account_id = asked.account_id AND other.active
             JOIN authority_volunteer v ON v.importer_number = other.importer_number
             WHERE asked.active AND asked.importer_number = ANY($1::text[])`,
            [numbers],
          );
    const volunteerIn = new Map<string, Set<string>>();
    for (const { asked, order } of volunteers) volunteerIn.set(asked, (volunteerIn.get(asked) ?? new Set()).add(order));
    return new KnownAuthority(
      rows.map(({ to, ...row }) => ({ ...row, ...(to !== null && { to }) })),
      new Set(centers.map(({ center }) => center)),
      volunteerIn,
    );
  }
}

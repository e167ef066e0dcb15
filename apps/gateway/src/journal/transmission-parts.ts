import type { EntityManager } from 'typeorm';
import { insertRows } from '#persistence';
import { type Module, modulesOf, type NewTransmission } from '../filing/transmission';

const COLUMNS = {
  transmission_id: 'uuid',
  module: 'text',
  account_id: 'uuid',
  received_at: 'timestamptz',
  filings: 'int',
  unanswered: 'int',
};

/** The module of all filings of a transmission; null of one with filings of several, which are counted in parts, or without any. */
export const onlyModule = (t: Pick<NewTransmission, 'counts'>): Module | null => {
  const [first, second] = modulesOf(t).keys();
  return second === undefined ? (first ?? null) : null;
};

/**
 * A transmission whose filings are all of one module says so in its own row, and costs nothing more. What filings of several modules it has is
 * counted module by module. Who asks what a module has to do asks `module_work`, which is both.
 */
export const insertParts = async (manager: EntityManager, transmissions: readonly NewTransmission[]): Promise<void> => {
  const rows = transmissions.flatMap((t) => {
    const modules = modulesOf(t);
    if (modules.size < 2) return [];
    return [...modules].map(([module, filings]) => ({
      transmission_id: t.id,
      module,
      account_id: t.account.accountId,
      received_at: t.receivedAt,
      filings,
      unanswered: filings,
    }));
  });
  if (rows.length > 0) await insertRows(manager, 'transmission_part', COLUMNS, rows);
};

interface AnsweredPart {
  readonly transmissionId: string;
  readonly module: Module;
  readonly answered: number;
}

/** Counts answers to filings of transmissions with several modules. Gives the ids of those of which a module has answered all by now. */
export const countParts = async (manager: EntityManager, parts: readonly AnsweredPart[]): Promise<Set<string>> => {
  if (parts.length === 0) return new Set();
  const [rows]: [{ transmission_id: string; unanswered: number }[]] = await manager.query(
    `UPDATE transmission_part p SET unanswered = p.unanswered - n.answered
       FROM unnest($1::uuid[], $2::text[], $3::int[]) AS n(transmission_id, module, answered)
      WHERE p.transmission_id = n.transmission_id AND p.module = n.module
     RETURNING p.transmission_id, p.unanswered`,
    [
      parts.map(({ transmissionId }) => transmissionId),
      parts.map(({ module }) => module),
      parts.map(({ answered }) => answered),
    ],
  );
  return new Set(rows.filter(({ unanswered }) => unanswered === 0).map(({ transmission_id }) => transmission_id));
};

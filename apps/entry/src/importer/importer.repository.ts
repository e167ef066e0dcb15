import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AccountChanged, ImporterAssigned } from '#contracts';
import type { CustomsDate } from '#kernel';
import { insertRows } from '#persistence';
import { followMergers } from './account-mergers';
import { fullImporterNumber } from './importer-number';

export { fullImporterNumber };

export interface Team {
  readonly centerId: string;
  readonly teamNumber: string | null;
}

interface TeamPeriod extends Team {
  readonly importerNumber: string;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** Teams of some importers, by the day they apply to. */
export class TeamsOfImporters {
  private readonly byImporter = new Map<string, TeamPeriod[]>();

  constructor(periods: readonly TeamPeriod[]) {
    for (const period of periods)
      this.byImporter.set(period.importerNumber, [...(this.byImporter.get(period.importerNumber) ?? []), period]);
  }

  /** The newest assignment that covers the day. */
  on(importerNumber: string, date: CustomsDate): Team | null {
    const periods = this.byImporter.get(fullImporterNumber(importerNumber)) ?? [];
    return periods.findLast(({ from, to }) => from <= date && (to === null || date <= to)) ?? null;
  }
}

/** What this service keeps of importers: who is on file, and whose account belongs to which Center and team. */
/** Of a surety that is no longer active, none. */
const agentsOf = ({ accountId, active, suretyCodes = [], suretyAgents = [] }: AccountChanged) =>
  suretyCodes.flatMap((surety_code) =>
    (active ? suretyAgents : []).map(({ agent, filerCode, limitDollars, from, to }) => ({
      ...{ account_id: accountId, surety_code, agent, filer_code: filerCode, limit_dollars: limitDollars },
      ...{ valid_from: from, valid_to: to },
    })),
  );

@Injectable()
export class ImporterRepository {
  /** Standing of importer numbers in their full form; those not in the answer are unknown. */
  async standings(manager: EntityManager, numbers: readonly string[]): Promise<Map<string, 'active' | 'inactive'>> {
    const holders = await this.holders(manager, numbers);
    return new Map([...holders].map(([number, accounts]) => [number, accounts.length > 0 ? 'active' : 'inactive']));
  }

  /** Active accounts that hold importer numbers, in their full form; numbers not in the answer are unknown. */
  async holders(manager: EntityManager, numbers: readonly string[]): Promise<Map<string, readonly string[]>> {
    if (numbers.length === 0) return new Map();
    const rows: { importer_number: string; accounts: string[] }[] = await manager.query(
      `SELECT importer_number, coalesce(array_agg(account_id::text) FILTER (WHERE active), '{}') AS accounts
         FROM importer_on_file WHERE importer_number = ANY($1) GROUP BY importer_number`,
      [[...new Set(numbers)]],
    );
    return new Map(rows.map(({ importer_number, accounts }) => [importer_number, accounts]));
  }

  /** Which of these filer codes an account files under. While any account has not told its codes yet, each of them may be one of its own. */
  async filersOnFile(manager: EntityManager, codes: readonly string[]): Promise<ReadonlySet<string>> {
    if (codes.length === 0) return new Set();
    const rows: { code: string }[] = await manager.query(
      `SELECT code FROM unnest($1::text[]) AS asked(code) WHERE EXISTS
         (SELECT FROM account_on_file WHERE filer_codes IS NULL OR code = ANY(string_to_array(filer_codes, ' ')))`,
      [[...new Set(codes)]],
    );
    return new Set(rows.map(({ code }) => code));
  }

  /** A number that an account no longer lists stays known, as inactive. */
  async storeAccounts(manager: EntityManager, accounts: readonly AccountChanged[]): Promise<void> {
    const newer: { account_id: string }[] = await insertRows(
      manager,
      'account_on_file',
      { account_id: 'uuid', version: 'int', name: 'text', filer_codes: 'text' },
      accounts
        .map(({ accountId, version, name, filerCodes }) => ({
          ...{ account_id: accountId, version, name },
          filer_codes: filerCodes.join(' '),
        }))
        .sort((a, b) => (a.account_id < b.account_id ? -1 : 1)),
      'ON CONFLICT (account_id) DO UPDATE SET version = excluded.version, name = excluded.name, filer_codes = excluded.filer_codes WHERE account_on_file.version < excluded.version RETURNING account_id',
    );
    const ids = newer.map(({ account_id }) => account_id);
    if (ids.length === 0) return;
    await followMergers(
      manager,
      accounts.flatMap(({ accountId, mergedInto }) =>
        mergedInto && ids.includes(accountId) ? [{ from: accountId, to: mergedInto }] : [],
      ),
    );
    await manager.query('DELETE FROM surety_agent WHERE account_id = ANY($1)', [ids]);
    await insertRows(
      manager,
      'surety_agent',
      {
        ...{ account_id: 'uuid', surety_code: 'text', agent: 'text', filer_code: 'text', limit_dollars: 'bigint' },
        ...{ valid_from: 'date', valid_to: 'date' },
      },
      accounts.filter(({ accountId }) => ids.includes(accountId)).flatMap(agentsOf),
      'ON CONFLICT DO NOTHING',
    );
    await manager.query('UPDATE importer_on_file SET active = false WHERE account_id = ANY($1) AND active', [ids]);
    const rows = accounts
      .filter(({ accountId }) => ids.includes(accountId))
      .flatMap(({ accountId, active, importerNumbers }) =>
        [...new Set(importerNumbers.map(fullImporterNumber))].map((number) => ({
          importer_number: number,
          account_id: accountId,
          active,
        })),
      );
    await insertRows(
      manager,
      'importer_on_file',
      { importer_number: 'text', account_id: 'uuid', active: 'boolean' },
      rows,
      'ON CONFLICT (importer_number, account_id) DO UPDATE SET active = excluded.active',
    );
  }

  /** An assignment that has ended stays so, in whatever order it is heard that it began and that it ended. */
  async storeAssignments(manager: EntityManager, assignments: readonly ImporterAssigned[]): Promise<void> {
    const openFirst = [...assignments].sort((a, b) => Number(a.to !== null) - Number(b.to !== null));
    const newest = new Map(openFirst.map((assignment) => [assignment.assignmentId, assignment]));
    await insertRows(
      manager,
      'importer_team',
      {
        assignment_id: 'bigint',
        importer_number: 'text',
        center_id: 'text',
        team_number: 'text',
        valid_from: 'date',
        valid_to: 'date',
      },
      [...newest.values()].map(({ assignmentId, importerNumber, centerId, teamNumber, from, to }) => ({
        assignment_id: assignmentId,
        importer_number: fullImporterNumber(importerNumber),
        center_id: centerId,
        team_number: teamNumber,
        valid_from: from,
        valid_to: to,
      })),
      `ON CONFLICT (assignment_id) DO UPDATE SET center_id = excluded.center_id, team_number = excluded.team_number,
         valid_from = excluded.valid_from, valid_to = coalesce(excluded.valid_to, importer_team.valid_to)`,
    );
  }

  async teams(manager: EntityManager, numbers: readonly string[]): Promise<TeamsOfImporters> {
    if (numbers.length === 0) return new TeamsOfImporters([]);
    return new TeamsOfImporters(
      await manager.query(
        `SELECT importer_number AS "importerNumber", center_id AS "centerId", team_number AS "teamNumber", valid_from::text AS "from", valid_to::text AS "to"
           FROM importer_team WHERE importer_number = ANY($1) ORDER BY valid_from, assignment_id`,
        [[...new Set(numbers.map(fullImporterNumber))]],
      ),
    );
  }
}

import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { ProtestTold } from '#contracts';
import { OperationsGuard, Problem } from '#service';
import { PROTEST_TYPES } from './protest-codes.table';
import { type ProtestState, STATUS_CODES } from './protest.states';

const AT_MOST = 500;
const KEY = /^[A-Z0-9]{3}\d{8}$/;
const CODES = new Map<string, string>(PROTEST_TYPES.map(({ type, code }) => [type, code]));

/** Protests on entries, for the entry summary query that the gateway answers. */
@ApiExcludeController()
@Controller('operations/protests')
@UseGuards(OperationsGuard)
export class ProtestsAskedController {
  constructor(private readonly source: DataSource) {}

  /** Protests on entries, the oldest first. */
  @Post()
  @HttpCode(200)
  async read(@Body() body: unknown): Promise<{ protests: ProtestTold[] }> {
    const keys = (body as { entries?: unknown } | null)?.entries;
    if (!Array.isArray(keys) || keys.length > AT_MOST || !keys.every((key) => typeof key === 'string' && KEY.test(key)))
      throw new Problem('not-valid', `Name at most ${AT_MOST} entries.`, [
        { at: '/entries', text: 'A list of filer codes with entry numbers, `B7603245278`.' },
      ]);
    const rows: { entry: string; number: string; type: string; state: ProtestState; decidedOn: string | null }[] =
      await this.source.query(
        `SELECT e.filer_code || e.entry_number AS entry, p.number, p.type, p.state, p.decided_on::text AS "decidedOn"
           FROM unnest($1::text[], $2::text[]) AS k (filer_code, entry_number)
           JOIN protest_entry e ON e.filer_code = k.filer_code AND e.entry_number = k.entry_number JOIN protest p ON p.id = e.protest_id
          ORDER BY p.filed_at, p.number`,
        [keys.map((key: string) => key.slice(0, 3)), keys.map((key: string) => key.slice(3))],
      );
    return {
      protests: rows.map(({ entry, number, type, state, decidedOn }) => ({
        ...{ entry, number, type: CODES.get(type) ?? '', status: STATUS_CODES[state], decidedOn },
      })),
    };
  }
}

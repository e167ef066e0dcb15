import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { type Static, Type } from '@sinclair/typebox';
import { IsIn } from 'class-validator';
import { DataSource } from 'typeorm';
import { FILING_MODULES } from '#contracts';
import { ModulePressure } from '../gate/module-pressure';

const SHOWN = 200;

export class UnansweredQuery {
  @ApiPropertyOptional({ enum: ['unanswered'], default: 'unanswered', description: 'Which filings' })
  @IsIn(['unanswered'])
  state = 'unanswered';
}

export const UnansweredFilingsSchema = Type.Object({
  unanswered: Type.Integer({ description: 'How many filings of your account have no answer yet' }),
  filings: Type.Array(
    Type.Object({
      filingId: Type.String({ format: 'uuid' }),
      transmissionId: Type.String({ format: 'uuid' }),
      channel: Type.String(),
      kind: Type.String(),
      reference: Type.String(),
      module: Type.String(),
      receivedAt: Type.String({ format: 'date-time' }),
      disposition: Type.String(),
    }),
    { description: `The ${SHOWN} that wait longest` },
  ),
});
export type UnansweredFilings = Static<typeof UnansweredFilingsSchema>;

/** Not as an index by module has it: by that one, what all others wait for would be walked. */
const OF_FILINGS = `coalesce(module, '') = ANY($2)`;

/** What an account filed and was not answered yet, whatever way it came. */
@Injectable()
export class UnansweredFilingsReader {
  constructor(
    private readonly source: DataSource,
    private readonly pressure: ModulePressure,
  ) {}

  async read(accountId: string): Promise<UnansweredFilings> {
    type Row = Omit<UnansweredFilings['filings'][number], 'receivedAt' | 'disposition'> & {
      module: (typeof FILING_MODULES)[number];
      receivedAt: Date;
    };
    const [[total], rows]: [{ unanswered: number }[], Row[]] = await Promise.all([
      this.source.query(
        `SELECT coalesce(sum(unanswered), 0)::int AS unanswered FROM (
           SELECT unanswered FROM transmission WHERE account_id = $1 AND unanswered > 0 AND ${OF_FILINGS}
           UNION ALL
           SELECT unanswered FROM transmission_part WHERE account_id = $1 AND unanswered > 0 AND ${OF_FILINGS}) AS w`,
        [accountId, FILING_MODULES],
      ),
      // Of each table no more is read than is shown, in the order of its index: however much others, or this account, wait for.
      this.source.query(
        `SELECT f.id AS "filingId", f.transmission_id AS "transmissionId", f.channel, f.kind, f.reference, f.module, w.received_at AS "receivedAt"
           FROM (SELECT DISTINCT transmission_id, received_at FROM (
                   (SELECT id AS transmission_id, received_at FROM transmission
                     WHERE account_id = $1 AND unanswered > 0 AND ${OF_FILINGS} ORDER BY received_at, id LIMIT ${SHOWN})
                   UNION ALL
                   (SELECT transmission_id, received_at FROM transmission_part
                     WHERE account_id = $1 AND unanswered > 0 AND ${OF_FILINGS} ORDER BY received_at, transmission_id
                     LIMIT ${SHOWN * FILING_MODULES.length})) AS oldest
                  ORDER BY received_at, transmission_id LIMIT ${SHOWN}) AS w
           JOIN filing f ON f.transmission_id = w.transmission_id AND f.outcome IS NULL
          ORDER BY w.received_at, f.transmission_id, f.ordinal LIMIT ${SHOWN}`,
        [accountId, FILING_MODULES],
      ),
    ]);
    return {
      unanswered: total!.unanswered,
      filings: rows.map(({ receivedAt, ...filing }) => ({
        ...filing,
        receivedAt: receivedAt.toISOString(),
        disposition: this.pressure.isBehind(filing.module) ? 'held, do not resend' : 'accepted, being processed',
      })),
    };
  }
}

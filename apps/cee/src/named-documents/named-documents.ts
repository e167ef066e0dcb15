import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  accountSubject,
  actOfCbp,
  CeeAccountTold,
  CeeInteractionRecorded,
  DocumentsKnownRequest,
  protestSubject,
  centerNoticeSubject,
} from '#contracts';
import { Transactions, type UnitOfWork } from '#messaging';
import { insertRows } from '#persistence';
import { CannotBeAsked, Colleagues, currentCorrelation, LOG, type Log, RecurringWork } from '#service';
import { CeeConfig } from '../config/cee.config';

/** In what a document may be named. */
const NAMED_IN = {
  notice: {
    says: 'answer to',
    event: `INSERT INTO center_notice_event (notice_id, event, state, by_name, note, occurred_at) SELECT id, $2, state, $3, $4, $5 FROM center_notice WHERE id = $1`,
    kind: 'center notice',
    subjectOf: centerNoticeSubject,
  },
  protest: {
    says: 'protest',
    event: `INSERT INTO protest_event (protest_id, event, state, by_name, note, occurred_at) SELECT id, $2, state, $3, $4, $5 FROM protest WHERE id = $1`,
    kind: 'protest',
    subjectOf: protestSubject,
  },
} as const;
export type NamedIn = keyof typeof NAMED_IN;

export interface Named {
  readonly in: NamedIn;
  readonly recordId: string;
  /** As people know the record. */
  readonly number: string;
  /** Who named them, to whom they must be there. */
  readonly accountId: string;
  readonly documents: readonly string[];
}

export interface NamedDocumentView {
  readonly document: string;
  /** `waits` until the account service was asked; `there`; `not there`, or not for who named it to see; `not checked`: the filer's own reference, which is no id. */
  readonly found: string;
  readonly checkedAt: Date | null;
}

interface Waiting {
  readonly id: string;
  readonly named_in: NamedIn;
  readonly record_id: string;
  readonly number: string;
  readonly account_id: string;
  readonly document: string;
}

const AT_ONCE = 500;
const WITHIN_MS = 5_000;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Keeps which documents an account named, in the transaction of what names them: whether they are there is asked afterwards. */
export const nameDocuments = async (
  { manager, now }: UnitOfWork,
  { in: namedIn, recordId, number, accountId, documents }: Named,
): Promise<void> => {
  await insertRows(
    manager,
    'named_document',
    {
      ...{ named_in: 'text', record_id: 'uuid', number: 'text', account_id: 'uuid', document: 'text', found: 'text' },
      named_at: 'timestamptz',
    },
    [...new Set(documents)].map((document) => ({
      ...{ named_in: namedIn, record_id: recordId, number, account_id: accountId, document },
      ...{ found: ID.test(document) ? 'waits' : 'not checked', named_at: now },
    })),
    'ON CONFLICT DO NOTHING',
  );
};

export const documentsNamed = (
  manager: Pick<EntityManager, 'query'>,
  namedIn: NamedIn,
  recordId: string,
): Promise<NamedDocumentView[]> =>
  manager.query(
    'SELECT document, found, checked_at AS "checkedAt" FROM named_document WHERE named_in = $1 AND record_id = $2 ORDER BY id LIMIT 1000',
    [namedIn, recordId],
  );

/**
 * Whether documents that accounts name are there, asked of the account service a moment after they were named: what names them never waits for another service, and while that is dead, frozen or
 * slow they stay asked for.
 */
@Injectable()
export class NamedDocuments {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly colleagues: Colleagues,
    config: CeeConfig,
    work: RecurringWork,
    @Inject(LOG) private readonly log: Log,
  ) {
    work.every(config.WORK_LOOK_MS, 'asking whether named documents are there', () => this.check(), {
      by: 'one replica',
    });
  }

  /** @returns whether there may be more */
  async check(): Promise<boolean> {
    const waiting: Waiting[] = await this.source.query(
      `SELECT id, named_in, record_id, number, account_id, document FROM named_document
        WHERE found = 'waits' ORDER BY account_id, id LIMIT $1`,
      [AT_ONCE],
    );
    for (const accountId of new Set(waiting.map(({ account_id }) => account_id))) {
      const own = waiting.filter(({ account_id }) => account_id === accountId);
      const known = await this.ask(accountId, own);
      if (known === null) return false;
      await this.transactions.run((unit) => note(unit, own, known));
    }
    return waiting.length === AT_ONCE;
  }

  private async ask(accountId: string, own: readonly Waiting[]): Promise<ReadonlySet<string> | null> {
    const documents = [...new Set(own.map(({ document }) => document.toLowerCase()))];
    try {
      const said = await this.colleagues.ask(
        'account',
        DocumentsKnownRequest,
        { parameters: {}, body: { accountId, documents } },
        { withinMs: WITHIN_MS },
      );
      if (said !== null) return new Set(said.known);
      this.log.warn({ documents: documents.length }, 'the account service does not know this question yet');
    } catch (error) {
      if (!(error instanceof CannotBeAsked)) throw error;
      this.log.warn({ reason: error.message }, 'whether named documents are there cannot be asked; they wait');
    }
    return null;
  }
}

const note = async (unit: UnitOfWork, own: readonly Waiting[], known: ReadonlySet<string>): Promise<void> => {
  const { manager, now } = unit;
  // Of two replicas that asked at the same time one writes and tells.
  const written: { id: string }[] = await manager.query(
    `WITH asked AS (SELECT n.id, q.found FROM unnest($1::bigint[], $2::text[]) AS q (id, found) JOIN named_document n ON n.id = q.id AND n.found = 'waits' ORDER BY n.id FOR UPDATE OF n),
          noted AS (UPDATE named_document n SET found = a.found, checked_at = $3 FROM asked a WHERE n.id = a.id RETURNING n.id)
     SELECT id FROM noted`,
    [own.map(({ id }) => id), own.map((one) => (known.has(one.document.toLowerCase()) ? 'there' : 'not there')), now],
  );
  const missing = own.filter(
    (one) => !known.has(one.document.toLowerCase()) && written.some(({ id }) => id === one.id),
  );
  for (const record of new Set(missing.map(({ record_id }) => record_id)))
    await tell(
      unit,
      missing.filter(({ record_id }) => record_id === record),
    );
};

const tell = async (unit: UnitOfWork, missing: readonly Waiting[]): Promise<void> => {
  const { manager, now } = unit;
  const { named_in, record_id, number, account_id: accountId } = missing[0]!;
  const { event, says, kind, subjectOf } = NAMED_IN[named_in];
  const ids = missing.map(({ document }) => document).join(', ');
  const text = `not there, or not yours to see: ${ids}. Hand it in at the account service and name it again`;
  await manager.query(event, [record_id, 'document not found', 'the platform', text, now]);
  const cause = { correlationId: currentCorrelation() ?? randomUUID() };
  unit.publish(
    CeeInteractionRecorded,
    accountSubject(accountId),
    actOfCbp(
      {
        ...{ accountId, kind: 'decided', person: 'the platform', disposition: 'document not found', center: null },
        what: `looked for documents named in your ${says} ${number}: ${text}`,
        records: [{ kind, subject: subjectOf(number), outcome: 'document not found' }],
      },
      now,
    ),
    cause,
  );
  unit.publish(
    CeeAccountTold,
    accountSubject(accountId),
    {
      ...{ accountId, about: 'document not found', text: `Your ${says} ${number} names documents that are ${text}.` },
      items: missing.map(({ document }) => ({ reference: number, text: `document ${document}`, dueDate: null })),
    },
    cause,
  );
};

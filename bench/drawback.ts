import { randomUUID } from 'node:crypto';
import { readTransmission } from '#catair';
import {
  AccountChanged,
  DrawbackClaimFiled,
  EntryFilingAnswered,
  EntrySummaryFiled,
  type FilingOrigin,
} from '#contracts';
import { entryCheckDigit } from '#kernel';
import { MessageContext, messagingTables, type Received, UnitOfWork } from '#messaging';
import { createDataSource, insertRows } from '#persistence';
import { AuthorityRepository } from '../apps/entry/src/authority/authority.repository';
import { EntryConfig } from '../apps/entry/src/config/entry.config';
import { ClaimRepository } from '../apps/entry/src/drawback/claim.repository';
import { DrawbackClaimConsumer } from '../apps/entry/src/drawback/drawback-claim.consumer';
import { entryService } from '../apps/entry/src/entry.service-definition';
import { computeSummary } from '../apps/entry/src/entry-summary/fees.rules';
import { ImporterConsumer } from '../apps/entry/src/importer/importer.consumer';
import { ImporterRepository } from '../apps/entry/src/importer/importer.repository';
import { LiquidationRepository } from '../apps/entry/src/liquidation/liquidation.repository';
import { storedComputed, storedSummary } from '../apps/entry/src/summary-on-file/stored-summary';
import { EntrySummaryRepository } from '../apps/entry/src/summary-on-file/entry-summary.repository';
import type { Account } from '../apps/gateway/src/account/account';
import { drawbackClaimFiling } from '../apps/gateway/src/formats/abi/drawback-claim.mapping';
import type { PostgresServer } from '../tools/infrastructure/postgres';

const CLAIMS = 20;
const LINES = 1_000;
const FILED = new Date('2026-03-02T20:00:00Z');
const CLAIMED = new Date('2026-11-24T15:00:00Z');

export interface DrawbackFigures {
  readonly claims: number;
  readonly lines: number;
  /** Lines a second: CATAIR read and mapped to the message, as the gateway does. */
  readonly read: number;
  /** Judged under the lock of the summaries that they designate, kept and answered, as entry does, a claim a transaction. */
  readonly kept: number;
  /** One after the other in one process. */
  readonly both: number;
  /** Each line by itself, what is claimed looked up and the line inserted, a claim a transaction: the peer. */
  readonly peer: number;
  /** As many lines by one INSERT a claim: the floor. */
  readonly floor: number;
  readonly accepted: number;
}

const numbered = (serial: number): string => {
  const digits = String(serial).padStart(7, '0');
  return `${digits}${entryCheckDigit('B76', digits)}`;
};
const importOf = (claim: number, line: number): string => numbered(1_000_000 + claim * LINES + line);

const cells = (start: string, columns: Readonly<Record<number, string>>): string => {
  const record = start.padEnd(80).split('');
  for (const [from, value] of Object.entries(columns))
    [...value].forEach((character, at) => (record[Number(from) - 1 + at] = character));
  return record.join('');
};

/** A claim of a thousand lines in CATAIR DE, a dollar of each, seven records a line. */
const claimText = (claim: number, hts: string): string => {
  const number = (value: number, width: number): string => String(value).padStart(width, '0');
  const quantity = number(10_000, 16);
  const records: string[] = [];
  for (let line = 1; line <= LINES; line += 1)
    records.push(
      cells('40E  B76', { 11: importOf(claim, line), 19: '    1', 51: number(line, 5), 56: '01' }),
      cells('41', { 3: hts, 13: 'PLASTIC HOUSEWARES' }),
      cells('42', { 3: quantity, 19: 'KG', 38: number(200_000, 16) }),
      cells('43364', { 6: number(100, 8), 14: number(100, 8) }),
    );
  for (let line = 1; line <= LINES; line += 1)
    records.push(
      cells('70E', { 4: hts, 14: quantity, 30: 'KG', 33: '110126', 41: 'PORTWAY HOUSEWARES', 71: 'DE' }),
      cells('71PLASTIC HOUSEWARES', { 53: `MAEU${number(claim, 3)}${number(line, 5)}` }),
      cells('72', { 3: number(line, 5) }),
    );
  const total = number(LINES * 100, 11);
  return [
    cells('A2704B76PASSWD112426     DE', {}),
    cells('B  2704B76DE', { 60: 'DESK 1' }),
    cells('10AB76', { 9: numbered(9_000_000 + claim), 18: '1001', 25: 'DB0001', 34: '580999', 48: 'X12-3456789' }),
    ...records,
    cells('89364', { 6: total }),
    cells('90', { 3: total, 15: number(0, 11), 27: number(0, 11) }),
    cells('Y  2704B76DE', {}),
    cells('Z2704B76      112426', {}),
  ].join('\n');
};

const account: Account = {
  ...{ accountId: AccountChanged.example.accountId, name: 'Harbor Brokers', kinds: ['broker'], active: true },
  ...{ importerNumbers: [], filerCodes: ['B76'], scacs: [], ports: [], abi: null },
};
const originAt = (at: Date): FilingOrigin =>
  ({ ...EntrySummaryFiled.example.origin, filingId: randomUUID(), receivedAt: at.toISOString() }) as FilingOrigin;
const message = <T extends { origin: { filingId: string } }>(type: string, subject: string, data: T): Received<T> => ({
  ...{ id: randomUUID(), type, subject, correlationId: data.origin.filingId, at: new Date().toISOString(), data },
});

export const measureDrawback = async (
  postgres: PostgresServer,
  say: (line: string) => void,
): Promise<DrawbackFigures> => {
  const source = await createDataSource({
    url: postgres.url,
    applicationName: 'drawback bench',
    entities: [],
    migrations: [...messagingTables, ...entryService.migrations],
    poolSize: 4,
    forMigration: true,
  }).initialize();
  const handle = (work: (context: MessageContext) => Promise<void>, now: Date): Promise<void> =>
    source.transaction(async (manager) => {
      const unit = new UnitOfWork(manager, 4, now);
      await work(new MessageContext(unit));
      await unit.flush();
    });
  try {
    await source.runMigrations();
    const [config, importers, summaries] = [new EntryConfig(), new ImporterRepository(), new EntrySummaryRepository()];
    const known = { ...AccountChanged.example, importerNumbers: ['12-3456789'] } as AccountChanged;
    await handle(
      (context) =>
        new ImporterConsumer(importers).accountsChanged(
          [
            {
              ...message(AccountChanged.type, 'account', { ...known, origin: { filingId: randomUUID() } }),
              data: known,
            },
          ],
          context,
        ),
      FILED,
    );
    say(`${CLAIMS * LINES} entry summaries on file`);
    const {
      origin: _origin,
      accountFilerCodes: _codes,
      ...content
    } = { ...EntrySummaryFiled.example, ...{ importDate: '2026-03-03', entryDate: '2026-03-03' } } as EntrySummaryFiled;
    const computed = computeSummary(content, '2026-03-02');
    const of = { account: account.accountId, filing: randomUUID() };
    for (let claim = 0; claim < CLAIMS; claim += 1) {
      const keys = Array.from({ length: LINES }, (_, at) => `B76${importOf(claim, at + 1)}`);
      await source.query(
        `INSERT INTO entry_summary (entry_key, account_id, filing_id, state, control, version, revision, port_of_entry, importer_number, team_state, changed_at)
         SELECT k, $2, $3, 'accepted', 'trade', '00100', 1, '2704', '12-345678900', 'not eligible', $4 FROM unnest($1::text[]) k`,
        [keys, of.account, of.filing, FILED],
      );
      await source.query(
        `INSERT INTO entry_summary_version (entry_key, revision, version, event, filing_id, account_id, at, content, computed)
         SELECT k, 1, '00100', 'added', $3, $2, $4, $5, $6 FROM unnest($1::text[]) k`,
        [
          ...[keys, of.account, of.filing, FILED],
          ...[JSON.stringify(storedSummary.write(content)), JSON.stringify(storedComputed.write(computed))],
        ],
      );
    }
    await source.query('VACUUM ANALYZE entry_summary, entry_summary_version');

    const hts = content.lines[0]!.tariffs.at(-1)!.hts!;
    const texts = Array.from({ length: CLAIMS }, (_, claim) => claimText(claim, hts));
    const perSecond = (ms: number): number => Math.round((CLAIMS * LINES * 1_000) / ms);
    say('claims of a thousand lines, read');
    let began = performance.now();
    const claims = texts.map((text) => {
      const batch = readTransmission(text).batches[0]!;
      const [transaction] = [...batch.transactions()];
      return drawbackClaimFiling(transaction!, account, originAt(CLAIMED)).data as DrawbackClaimFiled;
    });
    const readMs = performance.now() - began;
    say('the same judged, kept and answered');
    const consumer = new DrawbackClaimConsumer(
      config,
      importers,
      new AuthorityRepository(),
      summaries,
      new ClaimRepository(new LiquidationRepository()),
    );
    began = performance.now();
    for (const claim of claims)
      await handle((context) => consumer.take([message(DrawbackClaimFiled.type, 'claim', claim)], context), CLAIMED);
    const keptMs = performance.now() - began;
    const answers: { data: string }[] = await source.query(
      'SELECT DISTINCT ON (message_id) data FROM outbox WHERE type = $1 ORDER BY message_id',
      [EntryFilingAnswered.type],
    );
    const ids = new Set(claims.map(({ origin }) => origin.filingId));
    const outcomes = answers
      .map(({ data }) => JSON.parse(data) as EntryFilingAnswered)
      .filter(({ origin }) => ids.has(origin.filingId));
    const accepted = outcomes.filter(({ outcome }) => outcome.startsWith('accepted')).length;
    if (accepted < CLAIMS) say(JSON.stringify(outcomes[0]?.conditions.slice(0, 3)));

    say('each line by itself, and nothing but one INSERT a claim');
    await source.query(
      'CREATE TABLE plain_line (claim_key text NOT NULL, entry_key text NOT NULL, line text NOT NULL, cents bigint NOT NULL, PRIMARY KEY (claim_key, entry_key, line))',
    );
    await source.query('CREATE INDEX plain_line_of ON plain_line (entry_key, line)');
    const each = (claim: DrawbackClaimFiled) => claim.imports.map(({ entryNumber }) => `B76${entryNumber}`);
    began = performance.now();
    for (const claim of claims)
      await source.transaction(async (manager) => {
        for (const entry of each(claim)) {
          await manager.query('SELECT state FROM entry_summary WHERE entry_key = $1 FOR UPDATE', [entry]);
          await manager.query('SELECT sum(cents) FROM plain_line WHERE entry_key = $1 AND line = $2', [entry, '001']);
          await manager.query('INSERT INTO plain_line VALUES ($1, $2, $3, 100)', [claim.entryNumber, entry, '001']);
        }
      });
    const peerMs = performance.now() - began;
    await source.query('TRUNCATE plain_line');
    began = performance.now();
    for (const claim of claims)
      await source.transaction((manager) =>
        insertRows(
          manager,
          'plain_line',
          { claim_key: 'text', entry_key: 'text', line: 'text', cents: 'bigint' },
          each(claim).map((entry) => ({ claim_key: claim.entryNumber, entry_key: entry, line: '001', cents: 100 })),
        ),
      );
    const floorMs = performance.now() - began;
    return {
      ...{ claims: CLAIMS, lines: LINES, read: perSecond(readMs), kept: perSecond(keptMs), accepted },
      ...{ both: perSecond(readMs + keptMs), peer: perSecond(peerMs), floor: perSecond(floorMs) },
    };
  } finally {
    await source.destroy();
  }
};

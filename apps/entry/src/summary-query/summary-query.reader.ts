import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AskedBy, PowerOfAttorney, SummariesAsked, SummariesRequest, SummaryTold } from '#contracts';
import { isPort } from '#reference';
import { type StoredBond, TODAY_OF_BONDS } from '../bonds/bond.model';
import { BondRepository } from '../bonds/bond.repository';
import { officeDay } from '../drawback/claim.model';
import { fromClaimRow } from '../drawback/claim.repository';
import { fullImporterNumber } from '../importer/importer-number';
import { storedLiquidation } from '../liquidation/liquidation.model';
import { filersWhoSee } from '../powers-of-attorney/power-of-attorney.rules';
import { dayAt } from '../port-day/port-day';
import { storedContent, storedOrdered } from '../release/stored-release';
import { statementDates } from '../summary-on-file/statement-dates';
import { storedComputed, storedSummary } from '../summary-on-file/stored-summary';
import { claimTold, type SummaryRead, summaryTold } from './summary-told';

type Asked = AskedBy<typeof SummariesRequest>['body'];
type Search = NonNullable<Asked['search']>;
interface Hit {
  readonly key: string;
  readonly at: Date;
}

/** A number without its branch is that of the firm (`12-3456789` is `12-345678900`). */
const FULL = (column: string): string => `regexp_replace(${column}, '^(\\d{2}-\\d{7})$', '\\100')`;

/** Summaries that are not off file, each by the filing that was accepted last. */
const ACCEPTED = `SELECT v.entry_key AS key, v.at FROM entry_summary_version v JOIN entry_summary s ON s.entry_key = v.entry_key
  WHERE v.event IN ('added', 'replaced', 'corrected') AND v.at BETWEEN $1 AND $2 AND s.state <> 'deleted'
    AND NOT EXISTS (SELECT FROM entry_summary_version l WHERE l.entry_key = v.entry_key AND l.revision > v.revision AND l.event IN ('added', 'replaced', 'corrected'))`;
const CLAIMS = `SELECT v.claim_key AS key, v.at FROM drawback_claim_version v JOIN drawback_claim s ON s.claim_key = v.claim_key
  WHERE v.event IN ('added', 'replaced') AND v.at BETWEEN $1 AND $2 AND s.state = 'on file'
    AND NOT EXISTS (SELECT FROM drawback_claim_version l WHERE l.claim_key = v.claim_key AND l.revision > v.revision AND l.event IN ('added', 'replaced'))`;

/** Under bonds of these sureties ($4), or of those whose agents the filers ($3) are today: the continuous ones of an importer, and those of the transaction. */
const SURETIES = `(SELECT unnest($4::text[]) UNION SELECT surety_code FROM surety_agent WHERE filer_code = ANY($3) AND ${TODAY_OF_BONDS} BETWEEN valid_from AND coalesce(valid_to, ${TODAY_OF_BONDS}))`;
const OF_SURETIES = `(s.entry_key IN (SELECT b.transaction_id FROM bond b JOIN bond_surety u ON u.bond_number = b.bond_number WHERE u.surety_code IN ${SURETIES})
  OR ${FULL('s.importer_number')} IN (SELECT p.importer_number FROM bond_party p JOIN bond_surety u ON u.bond_number = p.bond_number WHERE u.surety_code IN ${SURETIES}))`;

const LIQUIDATED = `EXISTS (SELECT FROM liquidation q WHERE q.entry_key = s.entry_key AND q.state <> 'not liquidated')`;
const CONTENT = `(SELECT c.content FROM entry_summary_version c WHERE c.entry_key = s.entry_key AND c.content IS NOT NULL ORDER BY c.revision DESC LIMIT 1)`;
/** What a criterion asks of a summary (Entry Summary Query, p. ESQ-19). Invoices are never requested here. */
const CRITERIA: Readonly<Record<Search['criterion'], string>> = {
  AII: 'false',
  DOC: `EXISTS (SELECT FROM cargo_release r WHERE r.entry_key = s.entry_key AND r.documents = 'required' AND r.state <> 'cancelled')`,
  RCN: `(SELECT i->>'tradeAgreementReconciliationIndicator' IS NOT NULL OR i->>'reconciliationIssueCode' IS NOT NULL FROM (SELECT ${CONTENT}->'indicators' AS i) f)`,
  PSC: 's.corrected',
  LIQ: LIQUIDATED,
  NLQ: `NOT ${LIQUIDATED}`,
  EES: 'true',
};
/** Of a claim nothing is liquidated here. */
const OF_CLAIMS: readonly Search['criterion'][] = ['NLQ', 'EES'];

const byKey = <R extends { entry_key: string }>(rows: readonly R[]): Map<string, R[]> => {
  const found = new Map<string, R[]>();
  for (const row of rows) {
    const before = found.get(row.entry_key);
    if (before) before.push(row);
    else found.set(row.entry_key, [row]);
  }
  return found;
};

/** How entry summaries and claims for drawback stand, for the entry summary query: a few statements for as many as are asked for. */
@Injectable()
export class SummaryQueryReader {
  constructor(
    private readonly source: DataSource,
    private readonly bonds: BondRepository,
  ) {}

  async named(keys: readonly string[], withContent: boolean): Promise<SummaryTold[]> {
    const found = new Map([...(await this.summaries(keys, withContent)), ...(await this.claims(keys))]);
    return keys.flatMap((key) => found.get(key) ?? []);
  }

  async search(search: Search, withContent: boolean): Promise<SummariesAsked> {
    const hits = await this.hits(search);
    const page = hits.slice(0, search.limit);
    return {
      summaries: await this.named(
        page.map(({ key }) => key),
        withContent,
      ),
      more: hits.length > search.limit,
    };
  }

  private async hits(search: Search): Promise<Hit[]> {
    const { criterion, acceptedFrom, acceptedTo, kinds, filerCodes, suretyCodes, after, limit } = search;
    // A search of filers goes by the index on them; that of sureties, which may be of any filer, is asked beside it, where there are any.
    const ask = (rows: string, key: string, whose: string): Promise<Hit[]> =>
      this.source.query(
        `SELECT * FROM (${rows} AND ${whose}) h WHERE $5::timestamptz IS NULL OR (date_trunc('milliseconds', h.at), h.key) > ($5, $6)
          ORDER BY date_trunc('milliseconds', h.at), h.key LIMIT $7`.replaceAll('$KEY', key),
        [acceptedFrom, acceptedTo, filerCodes, suretyCodes, after?.acceptedAt ?? null, after?.entry ?? '', limit + 1],
      );
    const ofFilers = `"left"(v.$KEY, 3) = ANY($3) AND $4::text[] IS NOT NULL`;
    const found = new Map<string, Hit>();
    const add = (hits: readonly Hit[]): void => hits.forEach((hit) => found.set(hit.key, hit));
    if (kinds.includes('summary')) {
      const rows = `${ACCEPTED} AND ${CRITERIA[criterion]}`;
      add(await ask(rows, 'entry_key', ofFilers));
      if (await this.actsForSureties(filerCodes, suretyCodes))
        add(await ask(rows, 'entry_key', `$3::text[] IS NOT NULL AND ${OF_SURETIES}`));
    }
    if (kinds.includes('claim for drawback') && OF_CLAIMS.includes(criterion))
      add(await ask(CLAIMS, 'claim_key', ofFilers));
    return [...found.values()]
      .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.key < b.key ? -1 : 1))
      .slice(0, limit + 1);
  }

  private async actsForSureties(filerCodes: readonly string[], suretyCodes: readonly string[]): Promise<boolean> {
    if (suretyCodes.length > 0) return true;
    const [{ any }] = (await this.source.query(
      `SELECT EXISTS (SELECT FROM surety_agent WHERE filer_code = ANY($1) AND ${TODAY_OF_BONDS} BETWEEN valid_from AND coalesce(valid_to, ${TODAY_OF_BONDS})) AS any`,
      [filerCodes],
    )) as [{ any: boolean }];
    return any;
  }

  private async summaries(keys: readonly string[], withContent: boolean): Promise<Map<string, SummaryTold>> {
    const of = (sql: string): Promise<any[]> => this.source.query(sql, [keys]);
    const rows = await of(`SELECT * FROM entry_summary WHERE entry_key = ANY($1) AND state <> 'deleted'`);
    if (rows.length === 0) return new Map();
    const [steps, contents, deadlines, releases, liquidations, withdrawals, claims] = await Promise.all([
      of(
        'SELECT entry_key, event, at FROM entry_summary_version WHERE entry_key = ANY($1) ORDER BY entry_key, revision',
      ),
      of(
        `SELECT DISTINCT ON (entry_key) entry_key, content, computed FROM entry_summary_version
          WHERE entry_key = ANY($1) AND content IS NOT NULL ORDER BY entry_key, revision DESC`,
      ),
      of('SELECT entry_key, timeliness FROM summary_deadline WHERE entry_key = ANY($1)'),
      of(
        `SELECT entry_key, content, ordered, documents, port_of_entry, release_date::text AS released_on FROM cargo_release
          WHERE entry_key = ANY($1) AND state <> 'cancelled'`,
      ),
      of(
        `SELECT l.entry_key, l.data, (SELECT e.data->>'basis' FROM liquidation_event e WHERE e.entry_key = l.entry_key
            AND e.event IN ('liquidated', 'reliquidated') ORDER BY e.version DESC LIMIT 1) AS basis
           FROM liquidation l WHERE l.entry_key = ANY($1)`,
      ),
      of(
        `SELECT warehouse_key AS entry_key, count(*)::int AS count, bool_or(is_final) AS final FROM warehouse_withdrawal
          WHERE warehouse_key = ANY($1) GROUP BY warehouse_key`,
      ),
      of(
        `SELECT entry_key FROM quota_claim WHERE entry_key = ANY($1) GROUP BY entry_key HAVING bool_and(status <> 'pending')`,
      ),
    ]);
    const printedOn = await statementDates(
      this.source,
      rows.map(({ entry_key }) => entry_key),
    );
    const now = new Date();
    const allotted = new Set(claims.map(({ entry_key }) => entry_key));
    const stepsOf = byKey<any>(steps);
    const contentOf = new Map(contents.map((row) => [row.entry_key, row]));
    const one = (list: readonly any[]): Map<string, any> => new Map(list.map((row) => [row.entry_key, row]));
    const [late, release, liquidation, withdrawn] = [
      one(deadlines),
      one(releases),
      one(liquidations),
      one(withdrawals),
    ] as const;
    const importers = [...new Set(rows.flatMap((row) => row.importer_number ?? []).map(fullImporterNumber))];
    const bonds = await this.bonds.known(this.source.manager, importers, keys);
    const powers = await this.powers(importers);
    const agents = await this.agents([...new Set(bonds.flatMap(({ sureties }) => sureties.map(({ code }) => code)))]);
    const told = new Map<string, SummaryTold>();
    for (const row of rows) {
      const key: string = row.entry_key;
      const version = contentOf.get(key);
      if (!version) continue;
      const content = storedSummary.read(version.content);
      const port = content.portOfEntry !== null && isPort(content.portOfEntry) ? content.portOfEntry : null;
      const [r, l, w] = [release.get(key), liquidation.get(key), withdrawn.get(key)];
      const importer = row.importer_number === null ? null : fullImporterNumber(row.importer_number);
      const read: SummaryRead = {
        ...{ key, version: row.version, state: row.state, control: row.control },
        statementDate: printedOn.get(key) ?? null,
        ...{ centerId: row.center_id, teamNumber: row.team_number, steps: stepsOf.get(key) ?? [], content },
        computed: version.computed && storedComputed.read(version.computed),
        late: late.get(key)?.timeliness === 'late',
        release: r
          ? {
              ...{ content: storedContent.read(r.content), releaseDate: r.released_on, portOfEntry: r.port_of_entry },
              ...{ documents: r.documents, quota: r.ordered ? storedOrdered.read(r.ordered).quota : undefined },
            }
          : null,
        liquidation: l ? { of: storedLiquidation.read(l.data), basis: l.basis } : null,
        bonds: bonds.filter((bond) => isFor(bond, importer, key)),
        quotaAllotted: allotted.has(key),
        withdrawals: w ? { count: w.count, isFinal: w.final } : null,
        seenBy: this.seenBy(powers, importer, port),
        agentsOf: (code) => agents.get(code) ?? [],
      };
      told.set(
        key,
        summaryTold(read, withContent, (instant) => dayAt(port, instant), dayAt(port, now)),
      );
    }
    return told;
  }

  private async claims(keys: readonly string[]): Promise<Map<string, SummaryTold>> {
    const rows: any[] = await this.source.query(
      `SELECT * FROM drawback_claim WHERE claim_key = ANY($1) AND state = 'on file'`,
      [keys],
    );
    if (rows.length === 0) return new Map();
    const steps: any[] = await this.source.query(
      'SELECT claim_key AS entry_key, event, at FROM drawback_claim_version WHERE claim_key = ANY($1) ORDER BY claim_key, revision',
      [keys],
    );
    const stepsOf = byKey<any>(steps);
    const claims = rows.map(fromClaimRow);
    const powers = await this.powers([
      ...new Set(claims.map(({ claimantNumber }) => fullImporterNumber(claimantNumber))),
    ]);
    return new Map(
      claims.map(({ key, version, claimantNumber, standing }) => {
        const port = standing.filingPort;
        const seenBy = this.seenBy(powers, fullImporterNumber(claimantNumber), port);
        const read = { key, version, claimantNumber, standing, steps: stepsOf.get(key) ?? [], seenBy };
        return [key, claimTold(read, (instant) => officeDay(port, instant))];
      }),
    );
  }

  private async powers(importers: readonly string[]): Promise<Map<string, PowerOfAttorney[]>> {
    const rows: { importer_number: string; powers: PowerOfAttorney[] }[] = await this.source.query(
      'SELECT importer_number, powers FROM importer_with_powers WHERE importer_number = ANY($1)',
      [importers],
    );
    return new Map(rows.map(({ importer_number, powers }) => [importer_number, powers]));
  }

  /** Filer codes of agents of sureties, today. */
  private async agents(sureties: readonly string[]): Promise<Map<string, readonly string[]>> {
    if (sureties.length === 0) return new Map();
    const rows: { surety: string; filers: string[] }[] = await this.source.query(
      `SELECT surety_code AS surety, array_agg(DISTINCT filer_code) AS filers FROM surety_agent
        WHERE surety_code = ANY($1) AND ${TODAY_OF_BONDS} BETWEEN valid_from AND coalesce(valid_to, ${TODAY_OF_BONDS}) GROUP BY surety_code`,
      [sureties],
    );
    return new Map(rows.map(({ surety, filers }) => [surety, filers]));
  }

  private seenBy(
    powers: ReadonlyMap<string, PowerOfAttorney[]>,
    importer: string | null,
    port: string | null,
  ): string[] {
    const of = importer === null ? [] : (powers.get(importer) ?? []);
    const receivedAt = new Date();
    return of.length === 0 ? [] : filersWhoSee(of, { port, receivedAt, day: dayAt(port, receivedAt) });
  }
}

const isFor = ({ type, transaction, parties }: StoredBond, importer: string | null, key: string): boolean =>
  type === '9' ? transaction?.id === key : parties.some(({ number }) => number === importer);

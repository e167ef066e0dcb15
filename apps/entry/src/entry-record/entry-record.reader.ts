import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STANDINGS_OF, standingOn, standingsByNumber } from '#access';
import type { EntryOnFile } from '#contracts';
import { formatEntryNumber } from '#kernel';
import { isPort } from '#reference';
import { type AgencyReview, agencyStatuses } from '../agency-data/agency-reviews';
import { namedInBonds } from '../cargo-release/findings.rules';
import { inBondOf } from '../cargo-release/release-status.message';
import { BILL_DISPOSITIONS, ENTRY_DISPOSITIONS } from '../release/dispositions';
import { fullImporterNumber } from '../importer/importer.repository';
import { filersWhoSee } from '../powers-of-attorney/power-of-attorney.rules';
import { powersOfImporter } from '../powers-of-attorney/powers-on-file';
import { dayAt } from '../port-day/port-day';
import { controlOn } from '../summary-on-file/control.rules';
import { statementDates } from '../summary-on-file/statement-dates';
import { storedComputed, storedSummary } from '../summary-on-file/stored-summary';
import type { ComputedSummary, EntrySummary } from '../summary-on-file/summary.model';
import { DeadlineRepository } from '../deadlines/deadline.repository';
import { differencesOf } from './differences.rules';
import { immediateDeliveryOf } from './immediate-delivery';
import { withSteps } from './shown-duties';
import { liquidationView } from '../liquidation/liquidation.view';
import { type BillOnFile, manifestKey, releaseKey, type ReleaseContent } from '../release/release.model';
import { releaseClocks } from '../release/release-clocks';
import {
  storedBill,
  storedContent,
  storedOrdered,
  storedOrigin,
  storedReviews,
  storedSelection,
  storedStanding,
  storedTold,
} from '../release/stored-release';
import { examinationOf } from '../selection/selection.message';

type Release = NonNullable<EntryOnFile['release']>;
type Told = Release['history'][number]['dispositions'][number];

const iso = (value: Date | null): string | null => value?.toISOString() ?? null;
const toldOf = (code: string, texts: Readonly<Record<string, { text: string }>>): Told => ({
  code,
  text: texts[code]?.text ?? '',
});
const words = (text: string): string[] => text.split(' ').filter(Boolean);

type SummaryHistory = NonNullable<EntryOnFile['summary']>['history'];

/** Every change of a summary, each version of its content with what it declares otherwise than the one before. */
const historyOf = (versions: readonly any[]): SummaryHistory => {
  let before: { filed: EntrySummary; computed: ComputedSummary | null } | null = null;
  return versions.map((v) => {
    const filed: EntrySummary | null = v.content && storedSummary.read(v.content);
    const computed: ComputedSummary | null = v.computed && storedComputed.read(v.computed);
    const compared = filed && before;
    const step: SummaryHistory[number] = {
      ...{ revision: v.revision, version: v.version, event: v.event, at: v.at.toISOString(), filingId: v.filing_id },
      accountId: v.account_id,
      ...{ filed, computed: filed && computed && withSteps(filed, computed, v.at.toISOString().slice(0, 10)) },
      ...{ officer: v.officer, note: v.note },
      ...(compared && {
        changes: differencesOf(compared.filed, filed),
        changeCents: (computed?.totalCents ?? 0) - (compared.computed?.totalCents ?? 0),
      }),
    };
    if (filed) before = { filed, computed };
    return step;
  });
};

@Injectable()
export class EntryRecordReader {
  private readonly deadlines = new DeadlineRepository();

  constructor(private readonly source: DataSource) {}

  /** @param accountId only what this account filed; null for officers */
  async read(filerCode: string, entryNumber: string, accountId: string | null): Promise<EntryOnFile | null> {
    const key = releaseKey(filerCode, entryNumber);
    const mine = 'AND ($2::uuid IS NULL OR account_id = $2)';
    const [[release], [summary]] = await Promise.all([
      this.source.query(`SELECT *, release_date::text AS released_on FROM cargo_release WHERE entry_key = $1 ${mine}`, [
        key,
        accountId,
      ]),
      this.source.query(`SELECT * FROM entry_summary WHERE entry_key = $1 ${mine}`, [key, accountId]),
    ]);
    if (!release && !summary) return null;
    const onFile: EntryOnFile = {
      entry: formatEntryNumber(filerCode, entryNumber),
      release: release ? await this.releaseView(release, summary?.state !== 'deleted') : null,
      summary: summary ? await this.summaryView(summary) : null,
      liquidation: summary ? await liquidationView(this.source, key) : null,
    };
    const seenBy = await this.seenBy(onFile, new Date());
    return seenBy.length > 0 ? { ...onFile, seenBy } : onFile;
  }

  /** Filer codes that the importer of record lets look at it. */
  private async seenBy({ release, summary }: EntryOnFile, receivedAt: Date): Promise<string[]> {
    const importer = summary?.importerNumber ?? release?.filed.importer?.number;
    if (!importer) return [];
    const port = summary?.portOfEntry ?? release?.filed.plannedPortOfEntry ?? null;
    const day = dayAt(port && isPort(port) ? port : null, receivedAt);
    return filersWhoSee(await powersOfImporter(this.source.manager, importer), { port, receivedAt, day });
  }

  private async releaseView(row: any, summaryCounts: boolean): Promise<Release> {
    const filed = storedContent.read(row.content);
    const keys = filed.bills.map(manifestKey).filter((key) => key !== null);
    const [events, bills] = await Promise.all([
      this.source.query('SELECT * FROM cargo_release_event WHERE entry_key = $1 ORDER BY version', [row.entry_key]),
      this.source.query('SELECT data FROM bill_on_file WHERE bill_key = ANY($1) AND version > 0', [keys]),
    ]);
    const selection = row.selection && storedSelection.read(row.selection);
    const told = storedTold.read(row.told);
    const ordered = row.ordered ? storedOrdered.read(row.ordered) : {};
    const priority = await this.priorityOf(row, filed.importer?.number ?? null);
    const onFile = new Map<string, BillOnFile>(bills.map(({ data }: any) => [data.billKey, storedBill.read(data)]));
    const reviews: readonly AgencyReview[] | null = row.agencies && storedReviews.read(row.agencies).reviews;
    const inBonds = namedInBonds(filed.bills);
    return {
      accountId: row.account_id,
      state: row.state,
      version: row.version,
      exam: row.exam,
      documents: row.documents,
      documentType: row.document_type,
      request: row.request,
      filedAt: row.filed_at.toISOString(),
      releasedAt: iso(row.released_at),
      releaseDate: row.released_on,
      releaseOrigin: storedOrigin(row.release_origin),
      paperRelease: row.paper_release,
      standing: row.standing && storedStanding.read(row.standing),
      nextLookAt: iso(row.look_again_at),
      ordered: { ...ordered },
      findings: (told.findings ?? []).map((code) => toldOf(code, ENTRY_DISPOSITIONS)),
      clocks: releaseClocks(
        {
          state: row.state,
          filedAt: row.filed_at.toISOString(),
          releaseDate: row.released_on,
          port: row.port_of_entry,
          waitedDays: told.waitedDays,
          cancelsOn: ordered.cancelsOn,
        },
        new Date(),
      ),
      selection: selection && {
        day: selection.day,
        selectedBy: selection.by,
        reasons: [...selection.reasons],
        risk: selection.risk,
        draw: selection.draw,
      },
      benefits: selection ? [...selection.benefits] : [],
      pilots: [...(selection?.pilots ?? [])],
      priority,
      agencies: reviews?.map(({ by: _by, reasonCode: _reason, ...shown }) => shown) ?? null,
      agencyStatuses: reviews && agencyStatuses({ agencies: reviews }, null),
      examination: examinationOf({ told, selection }),
      immediateDelivery: await this.immediateDelivery(row, filed, summaryCounts),
      filed,
      bills: keys.map((billKey) => {
        const bill = onFile.get(billKey);
        return {
          billKey,
          onFile: bill !== undefined && !bill.deleted,
          arrivedAt: bill?.arrivedAt ?? null,
          holds: (bill?.holds ?? []).map(({ code }) => code),
          ...{ unit: bill?.unit ?? null, manifestedQuantity: bill?.quantity ?? null },
          ...inBondOf(bill, inBonds.get(billKey) ?? null, { content: filed, ordered }),
        };
      }),
      history: events.map((event: any) => ({
        version: event.version,
        at: event.at.toISOString(),
        event: event.event,
        state: event.state,
        officer: event.officer,
        note: event.note,
        dispositions: words(event.entry_dispositions).map((code) => toldOf(code, ENTRY_DISPOSITIONS)),
        bills: words(event.bill_dispositions).map((word) => {
          const [billKey = '', code = ''] = word.split(':');
          return { billKey, ...toldOf(code, BILL_DISPOSITIONS) };
        }),
      })),
    };
  }

  private async immediateDelivery(row: any, content: ReleaseContent, summaryCounts: boolean) {
    // A summary under its own number, or one that consolidates it with others.
    const [summary] = await this.source.query(
      `SELECT filed_on::text AS "filedOn", timeliness FROM summary_deadline
        WHERE ($2 AND entry_key = $1) OR entry_key = (SELECT entry_key FROM consolidated_release WHERE release_key = $1)`,
      [row.entry_key, summaryCounts],
    );
    const now = new Date();
    const portOfEntry: string | null = row.port_of_entry;
    const delivered = {
      ...{ content, accountId: row.account_id, portOfEntry, releaseDate: row.released_on, summary: summary ?? null },
    };
    return immediateDeliveryOf(
      delivered,
      await this.deadlines.downtimes(this.source.manager),
      dayAt(portOfEntry && isPort(portOfEntry) ? portOfEntry : null, now),
      now,
    );
  }

  /** Whether it goes first among decisions that fall due, judged as the queue judges it now; null where its importer is no trusted trader today, or nothing is due any more. */
  private async priorityOf(row: any, importer: string | null): Promise<Release['priority']> {
    if (row.look_again_at === null || importer === null) return null;
    const port: string | null = row.port_of_entry;
    const mode: string | null = row.mode_of_transport;
    const number = fullImporterNumber(importer);
    const known = standingsByNumber(
      await this.source.query(`${STANDINGS_OF} WHERE i.importer_number = $1`, [number]),
    ).get(number);
    const day = dayAt(port, new Date());
    const standing = standingOn(known ?? [], { day, port, mode });
    const priority = standing?.benefits.get('priority');
    if (!standing) return null;
    if (!priority) return { benefit: 'priority', given: false, day, reason: 'Not a benefit of its standing.' };
    return priority.given
      ? { benefit: 'priority', given: true, day, reason: 'Decided first of what falls due at the same time.' }
      : { benefit: 'priority', given: false, day, reason: priority.reason };
  }

  private async summaryView(row: any): Promise<EntryOnFile['summary']> {
    const [versions, [deadline], printedOn] = await Promise.all([
      this.source.query('SELECT * FROM entry_summary_version WHERE entry_key = $1 ORDER BY revision', [row.entry_key]),
      this.source.query(
        `SELECT legal_due_date::text AS "legalDueDate", due_date::text AS "dueDate", payment_due_date::text AS "paymentDueDate", filed_on::text AS "filedOn",
                timeliness, relieved_by AS "relievedBy" FROM summary_deadline WHERE entry_key = $1`,
        [row.entry_key],
      ),
      statementDates(this.source, [row.entry_key]),
    ]);
    const port: string | null = row.port_of_entry;
    const today = dayAt(port && isPort(port) ? port : null, new Date());
    return {
      accountId: row.account_id,
      state: row.state,
      control: controlOn({ control: row.control, statementDate: printedOn.get(row.entry_key) ?? null }, today),
      version: row.version,
      portOfEntry: row.port_of_entry,
      importerNumber: row.importer_number,
      centerId: row.center_id,
      teamNumber: row.team_number,
      teamState: row.team_state,
      deadline: deadline ?? null,
      history: historyOf(versions),
    };
  }
}

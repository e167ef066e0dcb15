import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DrawbackClaimFiled, EVERY_KIND, kindOf } from '#contracts';
import { LOG, type Log, Problem, RecurringWork } from '#service';
import { searchActivity } from '../activity-log/activity-search';
import { withMerged } from '../activity-log/merged-logs';
import { DocumentRegister } from '../documents/register/document-register';
import { DocumentRequests } from '../documents/requests/document-requests';
import { identifiersHeld, type Role } from './identifiers-held';
import { type PaperKind, Papers } from './papers';
import { PictureReader } from './picture.reader';
import { type ListedRecord, RecordSearch, type Sought } from './record-search';
import { VISIBLE_WITHIN_SECONDS, Visibility } from './visibility';

const LOOK_EVERY_MS = 5_000;
/** While everything is shown and no filing was told of since, all are looked at again only every so many turns. */
const RESTS = 6;
/** A view that answers later than this is not waited for in this turn. */
const ANSWER_WITHIN_MS = 4_000;
/** What was accepted before is looked for no more, unless its view cannot be read: it was seen, or a person has been told by now. */
const LOOKED_FOR_MS = 600_000;
/** Between the machine that accepted and the one that records. */
const CLOCKS_DIFFER_MS = 2_000;
const NEWEST_ANSWERS = 50;
/** A drawback claim has the number of an entry and is none: the picture shows no claims. */
const SHOWN_NOWHERE = kindOf(DrawbackClaimFiled).kind;
const FILED: ReadonlySet<string> = new Set(EVERY_KIND.map(({ kind }) => kind).filter((kind) => kind !== SHOWN_NOWHERE));

/** Something accepted that a view of an account must show. */
interface Sample {
  readonly accountId: string;
  /** What it is found by in the view. */
  readonly key: string;
  readonly at: Date;
}
type RecordSample = Sample & { readonly role: Role; readonly kind: 'entry' | 'bill' };

/** A view, list or search, as it is looked at. */
interface View<S extends Sample = Sample> {
  /** The newest that it must show; null where there is none. */
  readonly newest: () => Promise<S | null>;
  readonly shows: (sample: S) => Promise<boolean>;
}

const view = <S extends Sample>(newest: View<S>['newest'], shows: View<S>['shows']): View =>
  ({ newest, shows }) as unknown as View;

/**
 * The standing check of each view, list and search: the newest that was accepted is looked for through what its address reads. What came with the
 * activity log is looked for in the picture and the other way round, so that one consumer that stands still is found by the other. Nothing is written,
 * and one view is read at a time: one that does not answer is waited for by nobody, and named.
 */
@Injectable()
export class ViewCheck {
  /** What was not shown yet at the last look. */
  private readonly missing = new Map<string, Sample>();
  private readonly late = new Set<string>();
  /** Views that cannot be looked at, and since when. */
  private readonly failing = new Map<string, Date>();
  /** The filing that the picture was told of last when it was looked, and for how many turns nothing had to be looked at. */
  private toldOf: Visibility['newestEntry'];
  private rested = RESTS - 1;
  private unanswered: { readonly view: string; readonly since: number } | undefined;
  private readonly views: Readonly<Record<string, View>>;

  constructor(
    private readonly source: DataSource,
    private readonly pictures: PictureReader,
    private readonly records: RecordSearch,
    private readonly papers: Papers,
    documents: DocumentRegister,
    requests: DocumentRequests,
    private readonly visibility: Visibility,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    const filing = (): Promise<RecordSample | null> => this.newestFiling();
    const newestOf = (sql: string) => async (): Promise<Sample | null> => {
      const [row] = (await this.source.query(sql)) as Sample[];
      return row ?? null;
    };
    const document = newestOf(
      'SELECT account_id AS "accountId", id::text AS key, received_at AS at FROM document ORDER BY id DESC LIMIT 1',
    );
    const request = newestOf(
      'SELECT account_id AS "accountId", action_number AS key, asked_at AS at FROM document_request ORDER BY id DESC LIMIT 1',
    );
    const message = newestOf(
      `SELECT m.account_id AS "accountId", m.mailbox_id::text AS key, m.occurred_at AS at FROM unnest('{answer placed,notification placed}'::text[]) AS k(kind)
        CROSS JOIN LATERAL (SELECT * FROM activity WHERE kind = k.kind AND mailbox_id IS NOT NULL AND recorded_at > now() - interval '10 minutes'
                             ORDER BY recorded_at DESC LIMIT 1) m ORDER BY m.recorded_at DESC LIMIT 1`,
    );
    this.views = {
      'record search': view(filing, async (one) => (await this.found(one)) !== undefined),
      'records list': view(filing, async (one) => {
        const record = await this.found(one);
        if (!record) return false;
        const days = { firstDay: record.filedOn, lastDay: record.filedOn, monthOf: 'filing' } as const;
        const page = await this.records.page(one.accountId, { as: one.role, kind: one.kind, ...days }, null, 1);
        return page.records.length > 0;
      }),
      'picture figures': view(filing, (one) => this.isCounted(one)),
      reports: view(filing, async ({ accountId, role, kind, key }) => {
        const { from, values } = await this.records.selection(accountId, soughtBy(role, kind, key));
        return (await this.source.query(`SELECT 1 FROM ${from} LIMIT 1`, values)).length > 0;
      }),
      'activity log search': view(
        () => this.newestKept(),
        async ({ accountId, at }) => {
          const accounts = await withMerged(this.source.manager, accountId);
          const from = new Date(at.getTime() - CLOCKS_DIFFER_MS).toISOString();
          return (await searchActivity(this.source.manager, { accounts, from }, null, 1)).length > 0;
        },
      ),
      messages: this.paper('message', message),
      documents: this.paper('document', document),
      'documents list': view(document, async ({ accountId, key }) => {
        const [next] = await documents.search({ sight: null, accountId, after: before(key), limit: 1 });
        return next?.id === key;
      }),
      'document requests': this.paper('document request', request),
      'document requests list': view(request, async ({ accountId, key }) => {
        const ten = await requests.search({ accountId, after: key.slice(0, -1), limit: 10 });
        return ten.some(({ actionNumber }) => actionNumber === key);
      }),
      'powers of attorney': this.paper(
        'power of attorney',
        newestOf(
          `SELECT h.account_id AS "accountId", p.id::text AS key, p.granted_at AS at FROM (SELECT * FROM power_of_attorney ORDER BY place DESC LIMIT 1) p
             JOIN importer_with_powers i ON i.id = p.importer_id
             JOIN account_identifier h ON h.kind = 'importer number' AND h.identity = i.identity AND h.valid_to IS NULL`,
        ),
      ),
    };
    work.every(LOOK_EVERY_MS, 'looking whether views show what was accepted', () =>
      this.mayRest() ? undefined : this.look(),
    );
  }

  private mayRest(): boolean {
    const { newestEntry } = this.visibility;
    const isQuiet = newestEntry === this.toldOf && this.missing.size + this.late.size + this.failing.size === 0;
    this.toldOf = newestEntry;
    this.rested = isQuiet && !this.unanswered ? (this.rested + 1) % RESTS : 0;
    return this.rested > 0;
  }

  async look(now = new Date(), answerWithinMs = ANSWER_WITHIN_MS): Promise<void> {
    for (const [name, one] of Object.entries(this.views)) {
      if (this.unanswered) break;
      const begun = performance.now();
      this.unanswered = { view: name, since: begun };
      const look = this.behind(name, one, now)
        .catch((error: unknown) => this.failed(name, error, now))
        .finally(() => (this.unanswered = undefined));
      const answer = await inTime(look, answerWithinMs);
      if (answer !== 'none in time') this.told(name, Math.max(answer, (performance.now() - begun) / 1_000));
    }
    if (this.unanswered) this.told(this.unanswered.view, (performance.now() - this.unanswered.since) / 1_000);
  }

  /** For how long what the view must show has been missing in it (seconds); 0 where it shows the newest. */
  private async behind(name: string, { newest, shows }: View, now: Date): Promise<number> {
    const kept = this.missing.get(name);
    this.missing.delete(name);
    const sample = kept ?? (await newest());
    const isRecent = sample !== null && now.getTime() - sample.at.getTime() <= LOOKED_FOR_MS;
    const isLookedFor = sample !== null && (isRecent || (kept !== undefined && this.failing.has(name)));
    // A look that fails or does not answer leaves it there for the next one.
    if (isLookedFor) this.missing.set(name, sample);
    const isShown =
      !isLookedFor ||
      (await shows(sample).catch((error: unknown) => {
        // The account was not heard of yet, or is no more: nobody looks at a view of it.
        if (error instanceof Problem && error.kind === 'not-found') return true;
        throw error;
      }));
    this.failing.delete(name);
    if (!isShown) return secondsBetween(sample.at, now);
    this.missing.delete(name);
    return 0;
  }

  /** A view that cannot be looked at shows nothing: for how long (seconds), since what it must show was accepted if that is known. */
  private failed(name: string, error: unknown, now: Date): number {
    if (!this.failing.has(name)) {
      this.failing.set(name, now);
      this.log.warn({ view: name, err: error }, 'a view could not be looked at');
    }
    return secondsBetween(this.missing.get(name)?.at ?? this.failing.get(name)!, now);
  }

  private told(name: string, seconds: number): void {
    this.visibility.viewLooked(name, seconds, new Date());
    if (seconds > VISIBLE_WITHIN_SECONDS === this.late.has(name)) return;
    if (this.late.delete(name)) this.log.info({ view: name }, 'a view shows again what was accepted');
    else {
      this.late.add(name);
      this.log.warn({ view: name, seconds }, 'a view does not show what was accepted within the promised time');
    }
  }

  /** The newest accepted filing that the activity log knows, of an account that is known by what it is found by. */
  private async newestFiling(): Promise<RecordSample | null> {
    const answers: { accountId: string; subject: string; kind: string; at: Date }[] = await this.source.query(
      `SELECT account_id AS "accountId", subject, item_kind AS kind, occurred_at AS at FROM
         (SELECT * FROM activity WHERE kind = 'answer placed' AND recorded_at > now() - interval '10 minutes'
           ORDER BY recorded_at DESC LIMIT $1) a
        WHERE outcome IN ('accepted', 'accepted with warnings') AND (subject LIKE 'entry:%' OR subject LIKE 'bill:%') ORDER BY recorded_at DESC`,
      [NEWEST_ANSWERS],
    );
    for (const { accountId, subject, kind, at } of answers) {
      if (!FILED.has(kind)) continue;
      const key = subject.slice(subject.indexOf(':') + 1).replace('-', '');
      const held = await identifiersHeld(this.source.manager, accountId);
      if (subject.startsWith('entry:') && held.filer.includes(key.slice(0, 3)))
        return { accountId, key, at, role: 'filer', kind: 'entry' };
      if (subject.startsWith('bill:') && held.carrier.some((scac) => key.startsWith(scac)))
        return { accountId, key, at, role: 'carrier', kind: 'bill' };
    }
    return null;
  }

  /** The newest filing of which the picture was told here, of the account whose filer code it has. */
  private async newestKept(): Promise<Sample | null> {
    const kept = this.visibility.newestEntry;
    if (!kept) return null;
    const [holder]: { accountId: string }[] = await this.source.query(
      `SELECT account_id AS "accountId" FROM account_identifier WHERE kind = 'filer code' AND identity = $1 AND valid_to IS NULL`,
      [kept.key.slice(0, 3)],
    );
    return holder ? { ...holder, key: kept.key, at: kept.acceptedAt } : null;
  }

  private async found({ accountId, role, kind, key }: RecordSample): Promise<ListedRecord | undefined> {
    const { records } = await this.records.page(accountId, soughtBy(role, kind, key), null, 1);
    return records[0];
  }

  /** A record that counts for nothing, as one that is cancelled, is counted nowhere. */
  private async isCounted(sample: RecordSample): Promise<boolean> {
    const record = await this.found(sample);
    if (!record) return false;
    const month = record.filedOn.slice(0, 7);
    const { total, bonds } = (await this.pictures.read(sample.accountId, month, month))[sample.role];
    if (record.kind === 'bill') return total.bills > 0 || record.state === 'deleted';
    if (record.state === 'cancelled' || record.summaryState === 'deleted') return true;
    return (
      total.entries > 0 && (record.bondTypes.length === 0 || bonds.total.bonds + bonds.total.bonds_not_required > 0)
    );
  }

  private paper(kind: PaperKind, newest: () => Promise<Sample | null>): View {
    return view(newest, async ({ accountId, at }) => {
      const { papers } = await this.papers.page(accountId, { kind }, null, 1, new Date());
      // The newest of the account stands first.
      return papers[0] !== undefined && Date.parse(papers[0].at) >= at.getTime();
    });
  }
}

const secondsBetween = (from: Date, to: Date): number => Math.max(0, (to.getTime() - from.getTime()) / 1_000);

const soughtBy = (role: Role, kind: 'entry' | 'bill', key: string): Sought => ({
  as: role,
  kind,
  key,
  monthOf: 'filing',
});

/** The id just before one. */
const before = (id: string): string => {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) - 1n).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const inTime = async <T>(answer: Promise<T>, ms: number): Promise<T | 'none in time'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'none in time'>((resolve) => (timer = setTimeout(() => resolve('none in time'), ms)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    // Whatever comes of it later is of no turn any more.
    answer.catch(() => undefined);
  }
};

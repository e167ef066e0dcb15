import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Asking, storedAccount } from '#access';
import { centerNoticeSubject, type LiquidationChanged } from '#contracts';
import { addDays, contentHash, type CustomsDate, formatEntryNumber, masked } from '#kernel';
import { Transactions, type UnitOfWork } from '#messaging';
import { Problem, requireSameContent } from '#service';
import { askAccount, nameRequest } from '../account-questions/account-questions';
import { requireOffice } from '../authority/authority.repository';
import { storedLiquidation } from '../entry-liquidations/stored-liquidation';
import { LiquidationOrders } from '../liquidation/liquidation-orders';
import { requireOutcome } from '../earlier-answers/earlier-answers';
import { documentsNamed } from '../named-documents/named-documents';
import { givesOwner, hasOwner } from '../people/account-owner';
import { tellActOfCbp } from '../people/told-to-account';
import { type Official, officialOf } from '../people/center-people';
import { noteOnItem } from '../work/item-notices';
import { WorkDesk } from '../work/work-desk';
import { centerDay, type WorkItem } from '../work/work-item';
import {
  type AmountsOwed,
  daysUntil,
  lineOf,
  type Notice,
  type NoticeLineView,
  type NoticeView,
  viewOfNotice,
} from './notice';
import { formOf, kindAsked, type NoticeFormCode } from './notice-forms.table';
import { requireActionDecidable } from './notice-precedents';
import { type Actor, NoticeSteps } from './notice-steps';
import { decidedFault, type NoticeOrder, noticeFaults, untilFault } from './notice.rules';
import { isAwaiting } from './notice.states';
import {
  answersOf,
  decisionById,
  historyOf,
  insertNotice,
  insertReader,
  joinedBy,
  lockNotice,
  nextNoticeNumber,
  noticeByNumber,
  noticesWhere,
  readersOf,
} from './notice.repository';

/** What a specialist decides on a request or notice that is out. */
export const NOTICE_DECISIONS = [
  ...['found sufficient', 'found insufficient', 'more time given', 'action ordered', 'closed', 'withdrawn'],
] as const;
export type NoticeDecision =
  | 'found sufficient'
  | 'found insufficient'
  | 'more time given'
  | 'action ordered'
  | 'closed'
  | 'withdrawn';

export interface NoticeDecisionOrder {
  readonly id: string;
  readonly decision: NoticeDecision;
  readonly reason: string;
  /** The last day of more time, or of the time after something was found insufficient. */
  readonly until: string | null;
  /** Of an action that is taken otherwise than it was proposed. */
  readonly finally: AmountsOwed | null;
  /** Of an action that decides otherwise than it was proposed. */
  readonly outcome: string | null;
}

export interface NoticesAsked {
  readonly form: NoticeFormCode | null;
  readonly state: string | null;
  /** The number of the last of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const PROTEST_DAYS = 180;

/**
 * Requests and notices to importers: issued by who has the item of the entry, or a team lead of the Center; by an officer of the port of entry where the port has the function on the day.
 * Who issued one goes on with it, whoever has the function afterwards.
 */
@Injectable()
export class CenterNotices {
  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly desk: WorkDesk,
    private readonly steps: NoticeSteps,
    private readonly orders: LiquidationOrders,
  ) {}

  /**
   * The same again is the same notice. A request for information that asks what is asked already is not sent: who asks becomes a reader of the one that is out.
   *
   * @throws Problem `not-authorized` without the item, in another Center or port, or where another office has the function that day; `state-conflict` where the importer has no account with an owner
   */
  issue(asking: Asking, itemId: string, wanted: NoticeOrder): Promise<{ fresh: boolean; notice: NoticeView }> {
    const who = officialOf(asking);
    const hash = contentHash(wanted);
    const faults = noticeFaults(wanted);
    if (faults.length > 0) throw new Problem('not-valid', 'Some fields are wrong.', faults);
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      await requireSameContent(manager, 'notice', wanted.id, { ...wanted, itemId });
      const known = await sameNotice(manager, who, itemId, wanted.id, hash);
      if (known) return { fresh: false, notice: await this.viewWithin(manager, known, now) };
      const item = await this.itemOf(unit, asking, itemId);
      // Of the same order sent twice at the same instant the second waited for the item.
      const first = await sameNotice(manager, who, itemId, wanted.id, hash);
      if (first) return { fresh: false, notice: await this.viewWithin(manager, first, now) };
      const day = centerDay(now);
      const form = formOf(wanted.form);
      await requireOffice(manager, who, item, form.underFunction(wanted.action), day);
      await requireOpenLiquidation(manager, item, wanted.form, day);
      const importer = await ownedAccountOf(manager, item, now);
      const asked = await this.ask(unit, asking, item, importer.id, wanted, hash);
      if (asked.joined) return { fresh: false, notice: await this.viewWithin(manager, asked.joined, now) };
      const notice: Notice = {
        ...{ id: wanted.id, form: wanted.form, state: form.life.initial, version: 0, itemId },
        number: await nextNoticeNumber(manager, form.prefix, day),
        ...{ filerCode: item.filerCode, entryNumber: item.entryNumber, entryType: item.entryType },
        ...{ portOfEntry: item.portOfEntry, filerAccountId: item.accountId },
        ...{ importerAccountId: importer.id, importerName: importer.name },
        importerNumber: masked(item.importerIdentity!),
        ...{
          centerId: who.center,
          teamNumber: who.center && item.teamNumber,
          issuedBy: who.name,
          issuedById: who.personId,
        },
        ...{ phone: wanted.phone, issuedAt: now, about: wanted.about, question: wanted.question },
        ...{ product: wanted.product, heading: wanted.heading, supplier: wanted.supplier?.toUpperCase() ?? null },
        ...{ entryLines: wanted.entryLines, action: wanted.action, questionId: asked.questionId },
        outcome: wanted.outcome === null ? null : requireOutcome(kindAsked(wanted.about), wanted.outcome),
        ...{ finally: wanted.finally, hash, clockStart: day, clockDays: null, dueDate: null },
        ...{ orderId: null, refusal: null },
      };
      await requireActionDecidable(unit, notice, actorOf(who));
      await insertNotice(manager, notice);
      if (asked.questionId !== null) await nameRequest(manager, asked.questionId, notice.number);
      const issued = wanted.taken
        ? await this.order(unit, asking, item, notice, wanted.id, wanted, wanted.question)
        : await this.steps.take(unit, notice, 'issued', actorOf(who));
      return { fresh: true, notice: await this.viewWithin(manager, issued, now) };
    });
  }

  /** The same again is the same decision. @throws Problem */
  decide(asking: Asking, number: string, wanted: NoticeDecisionOrder): Promise<NoticeView> {
    const who = officialOf(asking);
    const { id, decision, reason, until } = wanted;
    return this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      const notice = await lockNotice(manager, number);
      await requireSameContent(manager, 'decision on a notice', id, { ...wanted, number });
      const known = await decisionById(manager, id);
      if (known) {
        if (known.noticeId === notice.id && known.event === decision && known.byId === who.personId)
          return this.viewWithin(manager, notice, now);
        throw new Problem('state-conflict', 'Another decision has this id.', [{ at: '/id', text: 'is taken' }]);
      }
      const item = await this.itemOf(unit, asking, notice.itemId);
      const day = centerDay(now);
      requireIssuer(who, notice);
      const mayHaveUntil = decision === 'more time given' || decision === 'found insufficient';
      const fault =
        decision === 'more time given' || (mayHaveUntil && until !== null)
          ? untilFault(until, day)
          : until === null
            ? null
            : { at: '/until', text: `is not for '${decision}'` };
      if (fault) throw new Problem('not-valid', 'Some fields are wrong.', [fault]);
      if (decision === 'action ordered') {
        const otherwise = wanted.outcome === null ? null : decidedFault(notice.about, wanted.outcome);
        if (otherwise) throw new Problem('not-valid', 'Some fields are wrong.', [otherwise]);
        const ordered = await this.order(unit, asking, item, notice, id, wanted, reason);
        return this.viewWithin(manager, ordered, now);
      }
      for (const field of ['finally', 'outcome'] as const)
        if (wanted[field] !== null)
          throw new Problem('not-valid', 'Some fields are wrong.', [
            { at: `/${field}`, text: `is not for '${decision}': it is for 'action ordered'` },
          ]);
      const start = decision === 'found insufficient' ? day : notice.clockStart;
      const changes: Partial<Notice> = mayHaveUntil
        ? { clockStart: start, clockDays: until === null ? null : daysUntil(start, until) }
        : {};
      const after = await this.steps.take(unit, notice, decision, actorOf(who), {
        ...{ note: reason, decisionId: id, changes },
      });
      return this.viewWithin(manager, after, now);
    });
  }

  /** @throws Problem `not-found` */
  async view(number: string): Promise<NoticeView> {
    return this.viewWithin(this.source.manager, await noticeByNumber(this.source.manager, number), new Date());
  }

  /** @throws Problem `not-found` */
  find(number: string): Promise<Notice> {
    return noticeByNumber(this.source.manager, number);
  }

  async viewWithin(manager: EntityManager, notice: Notice, now: Date): Promise<NoticeView> {
    return viewOfNotice(
      notice,
      await readersOf(manager, notice.id),
      await answersOf(manager, notice.id),
      await historyOf(manager, notice.id),
      await documentsNamed(manager, 'notice', notice.id),
      (await this.steps.reliefs(manager, now))(notice),
      centerDay(now),
    );
  }

  /** Of an entry, with those whose answer it waits for too, the oldest first. */
  ofItem(itemId: string): Promise<NoticeLineView[]> {
    return this.lines(
      'WHERE n.item_id = $1 OR n.id IN (SELECT notice_id FROM center_notice_reader WHERE item_id = $1) ORDER BY n.issued_at, n.id',
      [itemId],
    );
  }

  /** Those that are addressed to an account or are about entries that it filed, by number. */
  ofAccount(accountId: string, asked: NoticesAsked): Promise<{ notices: NoticeLineView[]; next: string | null }> {
    return this.page('(n.importer_account_id = $1 OR n.filer_account_id = $1)', accountId, asked);
  }

  /** Those that ports issued on entries made there, by number. */
  ofPorts(ports: readonly string[], asked: NoticesAsked): Promise<{ notices: NoticeLineView[]; next: string | null }> {
    return this.page('(n.center_id IS NULL AND n.port_of_entry = ANY($1))', ports, asked);
  }

  /** Those of a Center, by number. */
  ofCenter(center: string, asked: NoticesAsked): Promise<{ notices: NoticeLineView[]; next: string | null }> {
    return this.page('n.center_id = $1', center, asked);
  }

  private async page(whose: string, value: string | readonly string[], { form, state, after, limit }: NoticesAsked) {
    const found = await this.lines(
      `WHERE ${whose} AND ($2::text IS NULL OR n.form = $2) AND ($3::text IS NULL OR n.state = $3) AND ($4::text IS NULL OR n.number > $4)
        ORDER BY n.number LIMIT $5`,
      [value, form, state, after, limit + 1],
    );
    const notices = found.slice(0, limit);
    return { notices, next: found.length > limit ? notices.at(-1)!.actionNumber : null };
  }

  private async lines(rest: string, values: readonly unknown[]): Promise<NoticeLineView[]> {
    const { manager } = this.source;
    const now = new Date();
    const notices = await noticesWhere(manager, rest, values);
    const reliefsOf = await this.steps.reliefs(manager, now);
    return notices.map((notice) => lineOf(notice, reliefsOf(notice), centerDay(now)));
  }

  /** Asks the account the question of a request for information: once, whoever asks. `joined` is the request that is out already. */
  private async ask(
    unit: UnitOfWork,
    asking: Asking,
    item: WorkItem,
    accountId: string,
    { id, form, about, product, heading, supplier, question, whyAgain }: NoticeOrder,
    hash: string,
  ): Promise<{ questionId: string | null; joined: Notice | null }> {
    if (form !== 'CF-28' || (product === null && heading === null)) return { questionId: null, joined: null };
    const { manager, now } = unit;
    const who = officialOf(asking);
    const { questionId } = await askAccount(
      unit,
      asking,
      {
        ...{ id, accountId, kind: kindAsked(about), goods: product, heading: heading?.slice(0, 4) ?? null, supplier },
        ...{ text: question, port: item.portOfEntry, whyAgain },
      },
      'request for information',
    );
    const [out] = await noticesWhere(
      manager,
      'WHERE n.question_id = $1 AND n.due_date IS NOT NULL ORDER BY n.number DESC LIMIT 1 FOR UPDATE',
      [questionId],
    );
    if (!out || !isAwaiting(out.state) || out.itemId === item.id) return { questionId, joined: null };
    await insertReader(manager, {
      ...{ noticeId: out.id, itemId: item.id, orderId: id, hash, by: who.name, byId: who.personId },
      ...{ centerId: who.center, port: item.portOfEntry, joinedAt: now },
    });
    const what = `asks the same for entry ${formatEntryNumber(item.filerCode, item.entryNumber)}`;
    const event = who.center === null ? 'the port acted' : 'notice issued';
    await noteOnItem(unit, item.id, event, who, `${out.form} ${out.number}: ${what}, and reads its answer`);
    tellActOfCbp(unit, {
      ...{ accountId, person: who.name, what: `${what}: ${out.form} ${out.number}`, center: who.center },
      record: { kind: 'Center notice', subject: centerNoticeSubject(out.number), outcome: out.state },
    });
    return { questionId, joined: out };
  }

  /** Takes an action: the entry is liquidated by what the notice says, as soon as the entry service carries it out. */
  private async order(
    unit: UnitOfWork,
    asking: Asking,
    item: WorkItem,
    notice: Notice,
    id: string,
    otherwise: Pick<NoticeDecisionOrder, 'finally' | 'outcome'>,
    reason: string,
  ): Promise<Notice> {
    const who = officialOf(asking);
    // What was proposed before is gone on with by who proposed it.
    if (notice.version === 0) await requireOffice(unit.manager, who, item, 'liquidation', centerDay(unit.now));
    const owed = otherwise.finally ?? notice.finally;
    const outcome =
      otherwise.outcome === null ? notice.outcome : requireOutcome(kindAsked(notice.about), otherwise.outcome);
    const after = await this.steps.take(unit, notice, 'action ordered', actorOf(who), {
      ...{ note: notice.version === 0 ? null : reason, decisionId: id },
      changes: { orderId: id, refusal: null, finally: owed, outcome },
    });
    await this.orders.order(unit, {
      ...{ id, filerCode: item.filerCode, entryNumber: item.entryNumber, order: 'liquidate', code: null, until: null },
      ...{ finally: owed && { dutyCents: owed.dutyCents, fees: [...owed.fees] }, basis: 'notice of action' },
      ...{ reference: notice.number, reason: reason.replace(/\s+/g, ' ').slice(0, LONGEST_REASON), by: who },
      ...{ teamNumber: item.teamNumber, port: item.portOfEntry, accountId: asking.account.accountId },
    });
    return after;
  }

  /** Locks the item for who may act: its holder, a team lead, who issued a notice that the item waits for, or an officer of the port of entry. @throws Problem */
  private async itemOf(unit: UnitOfWork, asking: Asking, itemId: string): Promise<WorkItem> {
    const { personId } = officialOf(asking);
    const [own] = await noticesWhere(
      unit.manager,
      `WHERE n.item_id = $1 AND n.issued_by_id = $2 AND EXISTS (SELECT 1 FROM work_item w WHERE w.id = n.item_id AND w.state = 'with the importer') LIMIT 1`,
      [itemId, personId],
    );
    return this.desk.decidable(unit, asking, itemId, own ? 'with the importer' : null);
  }
}

const LONGEST_REASON = 500;

const actorOf = ({ name, personId }: Official): Actor => ({ side: 'CBP', name, personId, accountId: null });

const sameNotice = async (
  manager: EntityManager,
  { personId }: Official,
  itemId: string,
  id: string,
  hash: string,
): Promise<Notice | undefined> => {
  const joined = await joinedBy(manager, id);
  const [known] = await noticesWhere(manager, 'WHERE n.id = $1', [joined?.noticeId ?? id]);
  if (!known) return undefined;
  const order = joined ?? { ...known, byId: known.issuedById };
  if (order.hash === hash && order.itemId === itemId && order.byId === personId) return known;
  throw new Problem('state-conflict', 'Another notice has this id.', [{ at: '/id', text: 'is taken' }]);
};

/** Open work does not move when a Center has its cut-over, or loses its authority again. @throws Problem `not-authorized` that names who goes on with it */
const requireIssuer = ({ center }: Official, { number, centerId, portOfEntry }: Notice): void => {
  if ((center === null) === (centerId === null)) return;
  const issuer = centerId ?? `port ${portOfEntry}`;
  throw new Problem('not-authorized', `${number} was issued by ${issuer}, which goes on with it.`);
};

/** The importer's account, which must have somebody who can answer. @throws Problem `state-conflict` that says what to do */
const ownedAccountOf = async (
  manager: EntityManager,
  { importerIdentity }: WorkItem,
  now: Date,
): Promise<{ id: string; name: string }> => {
  const instead =
    'Until then ask the filer for documents (POST /document-requests of the account service), or reject the summary.';
  if (importerIdentity === null)
    throw new Problem('state-conflict', `The entry service has not said who the importer of record is. ${instead}`);
  const rows: { id: string; data: unknown }[] = await manager.query(
    `SELECT a.id, a.data FROM importer_account i JOIN account a ON a.id = i.account_id WHERE a.active AND i.importer_identity = $1 ORDER BY a.id`,
    [importerIdentity],
  );
  if (rows.length === 0)
    throw new Problem(
      'state-conflict',
      `No account has importer number ${masked(importerIdentity)}: a notice would reach nobody. Have the importer apply for an account, or an account manager add the number to the one it has. ${instead}`,
    );
  const accounts = rows.map(({ id, data }) => ({ id, ...storedAccount.read(data) }));
  const owned = accounts.find((account) => hasOwner(account, now));
  if (owned) return { id: owned.id, name: owned.name };
  throw new Problem(
    'state-conflict',
    `The importer's account, ${accounts[0]!.name}, has no owner: a notice would reach nobody. ${givesOwner(accounts[0]!.id)} ${instead}`,
  );
};

/**
 * A notice of action comes before the liquidation (19 CFR 152.2); a demand for redelivery not after it is final (19 CFR 141.113(i)).
 *
 * @throws Problem `state-conflict`
 */
const requireOpenLiquidation = async (
  manager: EntityManager,
  { filerCode, entryNumber }: WorkItem,
  form: NoticeFormCode,
  day: CustomsDate,
): Promise<void> => {
  const [row] = await manager.query('SELECT data FROM entry_liquidation WHERE filer_code = $1 AND entry_number = $2', [
    filerCode,
    entryNumber,
  ]);
  if (!row) return;
  const { state, noticeOn }: LiquidationChanged = storedLiquidation.read(row.data);
  if (state === 'not liquidated' || noticeOn === null) return;
  if (form === 'CF-29')
    throw new Problem(
      'state-conflict',
      `The entry was ${state} on ${noticeOn}: a notice of action comes before that (19 CFR 152.2).`,
    );
  if (form === 'CF-4647' && addDays(noticeOn, PROTEST_DAYS) < day)
    throw new Problem(
      'state-conflict',
      `The liquidation of ${noticeOn} is final: nothing is demanded back after that (19 CFR 141.113).`,
    );
};

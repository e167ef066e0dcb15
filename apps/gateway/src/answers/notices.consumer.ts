import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  BondChanged,
  CarrierNotified,
  type Contract,
  conveyanceSubject,
  CeeAccountTold,
  EnforcementAccountTold,
  DeactivationAnnounced,
  DocumentsRequested,
  type FilingModule,
  isFilingModule,
  kindsOf,
  LiquidationChanged,
  NoticeTold,
  PowerOfAttorneyNoticed,
  ReleaseStatusChanged,
  type ServiceName,
  SummaryStatusChanged,
} from '#contracts';
import { MessageContext, Received, UnitOfWork } from '#messaging';
import type { Account } from '../account/account';
import { GatewayConfig } from '../config/gateway.config';
import type { NewAnswer } from '../filing/transmission';
import { Continuity } from '../journal/continuity';
import { MailboxRepository } from '../mailbox/mailbox.repository';
import type { MailboxEntry } from '../mailbox/mailbox-entry';
import { ControlNumbers } from '../formats/x12/control-numbers';
import type { X12Envelope } from '../formats/x12/x12-transmission';
import { carrierNotices } from '../formats/x12/carrier-notice';
import { jsonAnswer } from '../formats/json/json-answer';
import { releaseStatusNotice } from '../formats/abi/release-status-notice';
import { guideNamed } from '../formats/release-status';
import { bondStatusNotice, bondStatusOf } from '../formats/abi/bond-status-notice';
import { centerNotice, isNoticeAskedInUc } from '../formats/abi/center-notice';
import { documentsRequestNotice, isAskedInUc } from '../formats/abi/documents-request-notice';
import { summaryStatusNotice } from '../formats/abi/summary-status-notice';

/** The module that says it: while its outbound gate is not open, it is kept. @throws Error where who says it takes no filings */
const ofModule = ({ owner, type }: Pick<Contract, 'owner' | 'type'>): FilingModule => {
  if (!isFilingModule(owner)) throw new Error(`${type} is said by ${owner}, which has no gate`);
  return owner;
};

interface LastFiling {
  subject: string;
  account_id: string;
  channel: 'abi' | 'x12' | 'json';
  envelope: unknown;
}

/** How a message becomes a notice in a mailbox. */
interface Notice<T> {
  /** The module whose filings set the format; null where none does. */
  readonly filedWith: ServiceName | null;
  /** The module whose gate keeps it while it is not open; missing where it comes from no module. */
  readonly from?: FilingModule;
  /** @param account null where it is told in JSON */
  readonly write: (data: T, account: Account | null) => NewAnswer;
  /** What the activity log calls it. */
  readonly item: (data: T) => string;
}
const ofContract = (contract: Pick<Contract, 'owner' | 'type'>) => ({
  filedWith: contract.owner,
  from: ofModule(contract),
});

/** Port, filer code, office (eBond guide v1.9, p. CB-28). */
const filerOf = (code: string): string => code.slice(4, 7);

/** Tells filers and carriers what happened to what they filed, in the format in which they filed it last. */
@Controller()
export class NoticesConsumer {
  constructor(
    private readonly mailbox: MailboxRepository,
    private readonly controls: ControlNumbers,
    private readonly continuity: Continuity,
    private readonly config: GatewayConfig,
  ) {}

  @EventPattern<string>(ReleaseStatusChanged.type, { batch: true, repeats: true })
  async releaseStatus(
    @Payload() messages: Received<ReleaseStatusChanged>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      ...ofContract(ReleaseStatusChanged),
      write: (data, account) =>
        account
          ? releaseStatusNotice(data, account)
          : jsonAnswer('release status', { ...data, so: guideNamed(data) }, 'notification'),
      item: ({ state }) => `release ${state}`,
    });
  }

  @EventPattern<string>(SummaryStatusChanged.type, { batch: true, repeats: true })
  async summaryStatus(
    @Payload() messages: Received<SummaryStatusChanged>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      ...ofContract(SummaryStatusChanged),
      write: (data, account) =>
        account ? summaryStatusNotice(data, account) : jsonAnswer('summary status', data, 'notification'),
      item: ({ dispositionType }) => `summary status ${dispositionType}`,
    });
  }

  /** A request is a UC where the filer files in CATAIR; what became of it has no record there. It comes from no module, so no gate keeps it. */
  @EventPattern<string>(DocumentsRequested.type, { batch: true, repeats: true })
  async documentRequests(
    @Payload() messages: Received<DocumentsRequested>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      filedWith: SummaryStatusChanged.owner,
      write: (data, account) =>
        account && isAskedInUc(data)
          ? documentsRequestNotice(data, account)
          : jsonAnswer('document request', data, 'notification'),
      item: ({ step }) => `document request ${step}`,
    });
  }

  /** A request or notice of a Center is a UC where the filer files in CATAIR; what becomes of it has no record there. cee takes no filings, so no gate keeps it. */
  @EventPattern<string>(NoticeTold.type, { batch: true, repeats: true })
  async centerNotices(@Payload() messages: Received<NoticeTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.tell(unit, messages, {
      filedWith: SummaryStatusChanged.owner,
      write: (data, account) =>
        account && isNoticeAskedInUc(data)
          ? centerNotice(data, account)
          : jsonAnswer('center notice', data, 'notification'),
      item: ({ form, step }) => `${form} ${step}`,
    });
  }

  /** In JSON for everybody: CATAIR has no record for it. */
  @EventPattern<string>(PowerOfAttorneyNoticed.type, { batch: true, repeats: true })
  async powersOfAttorney(
    @Payload() messages: Received<PowerOfAttorneyNoticed>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      filedWith: null,
      write: (data) => jsonAnswer('power of attorney', data, 'notification'),
      item: ({ step }) => `power of attorney ${step}`,
    });
  }

  /** In JSON for everybody: UC has no disposition for it. */
  @EventPattern<string>(LiquidationChanged.type, { batch: true, repeats: true })
  async liquidations(
    @Payload() messages: Received<LiquidationChanged>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      ...ofContract(LiquidationChanged),
      write: (data) => jsonAnswer('liquidation', data, 'notification'),
      item: ({ event }) => `liquidation ${event}`,
    });
  }

  /** To secondary notify parties and principals; who filed has the answer. An account that is several of them is told once. */
  @EventPattern<string>(BondChanged.type, { batch: true, repeats: true })
  async bonds(@Payload() messages: Received<BondChanged>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const codes = messages.flatMap(({ data }) => data.notify.map(filerOf));
    const rows: { id: string; codes: string[] }[] = await unit.manager.query(
      `SELECT id, data->'filerCodes' AS codes FROM account WHERE active AND data->'filerCodes' ?| $1`,
      [codes],
    );
    const told = messages.flatMap(({ data, ...message }) => {
      const parties = data.notify.flatMap((code) =>
        rows.filter((row) => row.codes.includes(filerOf(code))).map(({ id }) => [id, code] as const),
      );
      const whom = new Map<string, string | null>(data.principalAccounts.map((id) => [id, null]));
      for (const [id, code] of parties) whom.set(id, code);
      whom.delete(data.accountId);
      return [...whom].map(([accountId, code]) => ({ ...message, data: { accountId, code, bond: data } }));
    });
    await this.tell(unit, told, {
      ...ofContract(BondChanged),
      write: ({ bond, code }, account) =>
        account ? bondStatusNotice(bond, account, code) : jsonAnswer('bond status', bondStatusOf(bond), 'notification'),
      item: ({ bond }) => `bond ${bond.event}`,
    });
  }

  @EventPattern<string>(DeactivationAnnounced.type, { batch: true, repeats: true })
  async deactivations(
    @Payload() messages: Received<DeactivationAnnounced>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      filedWith: null,
      write: (data) => jsonAnswer('account', data, 'notification'),
      item: () => 'deactivation announced',
    });
  }

  @EventPattern<string>(CeeAccountTold.type, { batch: true, repeats: true })
  async centers(@Payload() messages: Received<CeeAccountTold>[], @Ctx() { unit }: MessageContext): Promise<void> {
    await this.tell(unit, messages, {
      filedWith: null,
      write: (data) => jsonAnswer(data.about, data, 'notification'),
      item: ({ about }) => about,
    });
  }

  @EventPattern<string>(EnforcementAccountTold.type, { batch: true, repeats: true })
  async enforcement(
    @Payload() messages: Received<EnforcementAccountTold>[],
    @Ctx() { unit }: MessageContext,
  ): Promise<void> {
    await this.tell(unit, messages, {
      filedWith: null,
      write: (data) => jsonAnswer(data.about, data, 'notification'),
      item: ({ about }) => about,
    });
  }

  /** One 350 for each conveyance and port; its bills may come several times, in the order things happened. */
  @EventPattern<string>(CarrierNotified.type, { batch: true, repeats: true })
  async carriers(@Payload() messages: Received<CarrierNotified>[], @Ctx() { unit }: MessageContext): Promise<void> {
    const subjectOf = ({ data }: Received<CarrierNotified>): string => conveyanceSubject(data.conveyance);
    const last = await this.lastFilings(
      messages.map((m) => [m.data.accountId, subjectOf(m)]),
      CarrierNotified.owner,
      unit,
    );
    const inX12 = new Map<string, Received<CarrierNotified>[]>();
    const entries: MailboxEntry[] = [];
    for (const message of messages) {
      const { accountId, portCode, bill } = message.data;
      const item = { kind: `status ${bill.dispositionCode}`, subject: message.subject, filingId: null, outcome: null };
      if (last.get(`${accountId} ${subjectOf(message)}`)?.channel === 'json') {
        entries.push({
          ...jsonAnswer('bill status', message.data, 'notification'),
          accountId,
          transmissionId: null,
          correlationId: message.correlationId,
          from: ofModule(CarrierNotified),
          items: [item],
        });
        continue;
      }
      const group = `${accountId} ${subjectOf(message)} ${portCode}`;
      inX12.set(group, [...(inX12.get(group) ?? []), message]);
    }
    const numbers = inX12.size > 0 ? await this.controls.take(inX12.size, unit.manager) : [];
    for (const group of inX12.values()) {
      const [first] = group;
      const { accountId } = first!.data;
      const own = {
        control: numbers.shift()!,
        at: unit.now.toISOString(),
        platform: { qualifier: this.config.X12_QUALIFIER, id: this.config.X12_ID },
      };
      const envelope = (last.get(`${accountId} ${subjectOf(first!)}`)?.envelope ?? null) as X12Envelope | null;
      entries.push({
        ...carrierNotices(
          group.map(({ data }) => data),
          envelope,
          own,
        ),
        accountId,
        transmissionId: null,
        correlationId: first!.correlationId,
        from: ofModule(CarrierNotified),
        items: group.slice(0, 100).map(({ subject, data }) => ({
          kind: `status ${data.bill.dispositionCode}`,
          subject,
          filingId: null,
          outcome: null,
        })),
      });
    }
    await this.mailbox.place(unit, entries);
  }

  /** A notice a message, in the format in which the account filed last. */
  private async tell<T extends { readonly accountId: string }>(
    unit: UnitOfWork,
    messages: readonly Pick<Received<T>, 'data' | 'subject' | 'correlationId'>[],
    { filedWith, from, write, item }: Notice<T>,
  ): Promise<void> {
    const last = filedWith
      ? await this.lastFilings(
          messages.map(({ subject, data }) => [data.accountId, subject]),
          filedWith,
          unit,
        )
      : null;
    const accounts = await this.accountsOf(
      messages.map(({ data }) => data.accountId),
      unit,
    );
    const entries = messages.map(({ data, subject, correlationId }): MailboxEntry => {
      const account = accounts.get(data.accountId);
      const inCatair = account?.abi && last?.get(`${data.accountId} ${subject}`)?.channel !== 'json';
      return {
        ...write(data, inCatair ? account : null),
        accountId: data.accountId,
        transmissionId: null,
        correlationId,
        ...(from && { from }),
        items: [{ kind: item(data), subject, filingId: null, outcome: null }],
      };
    });
    await this.mailbox.place(unit, entries);
  }

  /** How an account last filed on each subject with this module. Only kinds that set the format of notices count. */
  private async lastFilings(
    wanted: readonly (readonly [accountId: string, subject: string])[],
    module: ServiceName,
    unit: UnitOfWork,
  ): Promise<Map<string, LastFiling>> {
    await this.continuity.ensure(unit.manager);
    const rows: LastFiling[] = await unit.manager.query(
      `SELECT w.subject, w.account_id, f.channel, CASE WHEN f.channel = 'x12' THEN (SELECT t.envelope FROM transmission t WHERE t.id = f.transmission_id) END AS envelope
         FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::text[])) AS w(account_id, subject)
        CROSS JOIN LATERAL (
          SELECT channel, transmission_id FROM filing WHERE subject = w.subject AND account_id = w.account_id AND kind = ANY($3) ORDER BY id DESC LIMIT 1) f`,
      [
        wanted.map(([accountId]) => accountId),
        wanted.map(([, subject]) => subject),
        kindsOf(module)
          .filter(({ setsFormat }) => setsFormat)
          .map(({ kind }) => kind),
      ],
    );
    return new Map(rows.map((row) => [`${row.account_id} ${row.subject}`, row]));
  }

  private async accountsOf(ids: readonly string[], unit: UnitOfWork): Promise<Map<string, Account>> {
    const rows: { id: string; data: Account }[] = await unit.manager.query(
      'SELECT id, data FROM account WHERE id = ANY($1)',
      [[...new Set(ids)]],
    );
    return new Map(rows.map(({ id, data }) => [id, data]));
  }
}

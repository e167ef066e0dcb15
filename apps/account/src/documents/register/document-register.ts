import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { accountSubject } from '#contracts';
import { contentHash, type Disposition, timeOrderedId } from '#kernel';
import { Transactions } from '#messaging';
import { LOG, type Log, Problem } from '#service';
import { appendActivity } from '../../activity-log/activity.repository';
import { AccountConfig } from '../../config/account.config';
import { documentFaults, type DocumentFault } from '../checks/document-faults.table';
import { DocumentInspector } from '../checks/document-inspector';
import { type ScanResult, VirusScanner } from '../checks/virus-scanner';
import { CenterNotices } from '../center-notices/center-notices';
import { DocumentRequests } from '../requests/document-requests';
import { AtOnce } from '../storage/at-once';
import { claimContent, noteStored, noteUnused, noteVerified } from '../storage/content.repository';
import { DocumentVault } from '../storage/document-vault';
import { StoreUnavailable } from '../storage/object-store';
import { Damaged } from '../storage/sealed-content';
import { documentStates, type DocumentState } from './document.states';
import { documentActivity, documentSubject } from '../log/document-activity';
import {
  documentById,
  type DocumentHoldView,
  type DocumentSearch,
  type DocumentView,
  documentWith,
  insertDocument,
  insertLinks,
  moveDocument,
  searchDocuments,
} from './document.repository';
import { holdReferences, linkNamed, referencesIn } from './document-references';
import { deletionFault } from './retention.rules';

/** A document as somebody hands it in. */
export interface HandedIn {
  readonly accountId: string;
  /** Who hands it in. */
  readonly by: string;
  readonly channel: string;
  readonly name: string;
  /** Media type that is said of it; null for none. */
  readonly declared: string | null;
  readonly content: Buffer;
  readonly subjects: readonly string[];
}

export interface ReceivedDocument {
  /** `processed`, or `accepted, being processed` where a virus scanner has not looked at it yet. */
  disposition: Disposition;
  /** True where the account had handed in the same content before: then it is the same document. */
  repeated: boolean;
  document: DocumentView;
}

const AGAIN_SECONDS = 5;
const FOR_MESSAGES = 3;

const wordsOf = ({ code, found }: DocumentFault): string => `${code} ${documentFaults.get(code).text}: ${found}`;

/** The documents of all accounts. Nothing is kept that breaks a rule; whatever is done with a document is in its account's activity log. */
@Injectable()
export class DocumentRegister {
  /** Each holds a connection with the database while the store is at work: a slow store must leave some to everything else. */
  private readonly storing: AtOnce;

  constructor(
    private readonly source: DataSource,
    private readonly transactions: Transactions,
    private readonly inspector: DocumentInspector,
    private readonly scanner: VirusScanner,
    private readonly vault: DocumentVault,
    private readonly requests: DocumentRequests,
    private readonly notices: CenterNotices,
    private readonly config: AccountConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.storing = new AtOnce(Math.max(1, Math.floor((config.POOL_SIZE - FOR_MESSAGES) / 2)));
  }

  /** @throws Problem `not-valid` with the rule that it breaks, `not-found` for an account that is none, `unavailable` when it cannot be stored */
  async receive(handedIn: HandedIn): Promise<ReceivedDocument> {
    this.refuseWhereNoneAreKept();
    await this.refuseClosedAccount(handedIn.accountId);
    const { accountId, name, content, by, channel } = handedIn;
    const inspected = await this.inspector.inspect(handedIn);
    if (!inspected.ok) return this.refuse(handedIn, inspected.problem);
    const scan: ScanResult = this.scanner.isSet ? await this.scanner.scan(content) : { is: 'clean' };
    if (scan.is === 'virus') return this.refuse(handedIn, { code: 'DOC19', found: scan.name });
    if (scan.is === 'away') this.log.warn({ reason: scan.why }, 'the virus scanner did not answer; a document waits');

    const { kind, size, pdf } = inspected.value;
    const sha256 = contentHash(content);
    const state: DocumentState = scan.is === 'clean' ? 'kept' : documentStates.initial;
    const { id, repeated } = await this.storing.do(() =>
      this.stored(() =>
        this.transactions.run(async (unit) => {
          const { manager, now } = unit;
          await holdReferences(manager, referencesIn(handedIn.subjects));
          // Whoever has the same content waits here: what is written is written once, and never removed meanwhile.
          const { mustBeStored } = await claimContent(manager, sha256, content.length, now);
          if (mustBeStored) {
            await this.vault.keep(content, sha256);
            await noteStored(manager, sha256, now);
          }
          const known = await documentWith(manager, accountId, sha256);
          const id = known?.id ?? timeOrderedId();
          if (!known)
            await insertDocument(
              manager,
              {
                ...{ id, accountId, sha256, name, kind, state, channel, bytes: content.length, receivedBy: by },
                ...{ pages: pdf?.pages ?? null, width: size?.width ?? null, height: size?.height ?? null },
                text: pdf?.text ?? '',
              },
              now,
            );
          const linked = await insertLinks(manager, id, handedIn.subjects, by, now);
          await this.requests.answered(manager, accountId, linked, by, now);
          await this.notices.answered(unit, accountId, id, linked, by);
          const disposition = state === 'kept' ? 'processed' : 'accepted, being processed';
          const entry = (what: string, subject: string, summary: string) =>
            documentActivity(now, accountId, channel, what, subject, summary, disposition);
          await appendActivity(
            manager,
            [
              entry(
                known ? 'document received again' : 'document received',
                documentSubject(id),
                `${name} was handed in by ${by}`,
              ),
              ...linked.map((subject) => entry('document linked', subject, `${name} (${documentSubject(id)})`)),
            ],
            now,
          );
          await linkNamed(manager, { id, accountId, name }, linked, now);
          return { id, repeated: known !== null };
        }),
      ),
    );
    const document = await this.read(id);
    return { disposition: document.state === 'kept' ? 'processed' : 'accepted, being processed', repeated, document };
  }

  async read(id: string): Promise<DocumentView> {
    const document = await documentById(this.source.manager, id, this.config.DOCUMENT_RETENTION_YEARS);
    if (!document) throw new Problem('not-found', `There is no document ${id}.`);
    return document;
  }

  search(search: DocumentSearch): Promise<DocumentView[]> {
    return searchDocuments(this.source.manager, search, this.config.DOCUMENT_RETENTION_YEARS);
  }

  /** The content, once it is in the log who opened it. */
  async open(id: string, by: string, channel: string): Promise<{ document: DocumentView; content: Buffer }> {
    this.refuseWhereNoneAreKept();
    const document = await this.read(id);
    refuseOtherThanKept(document);
    const content = await this.contentOf(document);
    await this.transactions.run(async ({ manager, now }) => {
      refuseOtherThanKept(await this.locked(manager, id));
      await appendActivity(
        manager,
        [
          documentActivity(
            now,
            document.accountId,
            channel,
            'document opened',
            documentSubject(id),
            `${document.name} was opened by ${by}`,
          ),
        ],
        now,
      );
    });
    return { document, content };
  }

  /** Links a document to records; those it is linked to already change nothing. */
  async link(id: string, subjects: readonly string[], by: string, channel: string): Promise<DocumentView> {
    await this.transactions.run(async (unit) => {
      const { manager, now } = unit;
      await holdReferences(manager, referencesIn(subjects));
      const document = await this.locked(manager, id);
      if (document.state === 'refused' || document.state === 'deleted')
        throw new Problem('state-conflict', `The document is ${document.state}.`);
      const linked = await insertLinks(manager, id, subjects, by, now);
      await this.requests.answered(manager, document.accountId, linked, by, now);
      await this.notices.answered(unit, document.accountId, id, linked, by);
      await appendActivity(
        manager,
        linked.map((subject) =>
          documentActivity(
            now,
            document.accountId,
            channel,
            'document linked',
            subject,
            `${document.name} (${documentSubject(id)}) was linked by ${by}`,
          ),
        ),
        now,
      );
      await linkNamed(manager, document, linked, now);
    });
    return this.read(id);
  }

  /** While a hold is on it nobody deletes a document's content. */
  async placeHold(id: string, reason: string, by: string): Promise<DocumentHoldView> {
    const holdId = timeOrderedId();
    await this.change(id, 'legal hold placed', `${by}: ${reason}`, async (manager, document, now) => {
      if (document.state !== 'kept' && document.state !== 'being checked')
        throw new Problem('state-conflict', `The document is ${document.state}.`);
      await manager.query(
        'INSERT INTO document_hold (id, document_id, reason, placed_at, placed_by) VALUES ($1, $2, $3, $4, $5)',
        [holdId, id, reason, now, by],
      );
    });
    return (await this.read(id)).holds.find((hold) => hold.id === holdId)!;
  }

  async liftHold(id: string, holdId: string, why: string, by: string): Promise<DocumentView> {
    await this.change(id, 'legal hold lifted', `${by}: ${why}`, async (manager, document, now) => {
      const hold = document.holds.find((one) => one.id === holdId);
      if (!hold) throw new Problem('not-found', `Document ${id} has no hold ${holdId}.`);
      if (hold.liftedAt) throw new Problem('state-conflict', `The hold was lifted by ${hold.liftedBy} before.`);
      await manager.query('UPDATE document_hold SET lifted_at = $2, lifted_by = $3, lifted_why = $4 WHERE id = $1', [
        holdId,
        now,
        by,
        why,
      ]);
    });
    return this.read(id);
  }

  /** Deletes the content; what the document was, and what it was linked to, stays on record. */
  async delete(id: string, why: string, by: string): Promise<DocumentView> {
    await this.change(id, 'document deleted', `${by}: ${why}`, async (manager, document, now) => {
      const holds = document.holds.filter(({ liftedAt }) => liftedAt === null);
      const fault = deletionFault({ ...document, holds }, now);
      if (fault) throw new Problem('state-conflict', fault);
      await moveDocument(manager, id, 'kept', 'deleted');
      await manager.query(
        `UPDATE document SET deleted_at = $2, deleted_by = $3, deleted_why = $4, words = '' WHERE id = $1`,
        [id, now, by, why],
      );
      await noteUnused(manager, document.sha256, now);
    });
    return this.read(id);
  }

  /** Looks at a document that waits for the scanner. @returns whether the scanner answered */
  async scanWaiting(id: string): Promise<boolean> {
    const document = await this.read(id);
    if (document.state !== 'being checked') return true;
    const scan = await this.scanner.scan(await this.contentOf(document));
    if (scan.is === 'away') return false;
    const fault = scan.is === 'virus' ? wordsOf({ code: 'DOC19', found: scan.name }) : null;
    await this.transactions.run(async ({ manager, now }) => {
      const to = documentStates.next('being checked', fault ? 'virus found' : 'found sound');
      if (!to.ok) throw new Error(to.problem);
      if (!(await moveDocument(manager, id, 'being checked', to.value, fault))) return;
      if (fault) await noteUnused(manager, document.sha256, now);
      await appendActivity(
        manager,
        [
          documentActivity(
            now,
            document.accountId,
            'platform',
            fault ? 'document refused' : 'document checked',
            documentSubject(id),
            fault ? `${document.name}: ${fault}` : `${document.name} can be opened`,
            fault ? 'rejected' : 'processed',
          ),
        ],
        now,
      );
    });
    return true;
  }

  private async contentOf({ id, sha256 }: DocumentView): Promise<Buffer> {
    try {
      return (await this.stored(() => this.vault.read(sha256))).content;
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.log.error({ documentId: id, sha256, reason: error.message }, 'the content of a document is damaged');
      await noteVerified(this.source.manager, sha256, new Date(), error.message);
      throw new Problem('look-up-unavailable', 'The stored document is damaged; those who run the platform are told.');
    }
  }

  private async change(
    id: string,
    what: string,
    summary: string,
    work: (manager: EntityManager, document: DocumentView, now: Date) => Promise<void>,
  ): Promise<void> {
    await this.transactions.run(async ({ manager, now }) => {
      const document = await this.locked(manager, id);
      await work(manager, document, now);
      const entry = documentActivity(
        now,
        document.accountId,
        'documents',
        what,
        documentSubject(id),
        `${document.name}: ${summary}`,
      );
      await appendActivity(manager, [entry], now);
    });
  }

  private async locked(manager: EntityManager, id: string): Promise<DocumentView> {
    const document = await documentById(manager, id, this.config.DOCUMENT_RETENTION_YEARS, { locked: true });
    if (!document) throw new Problem('not-found', `There is no document ${id}.`);
    return document;
  }

  private async refuse({ accountId, name, by, channel }: HandedIn, fault: DocumentFault): Promise<never> {
    const { text, remedy } = documentFaults.get(fault.code);
    await this.transactions.run(({ manager, now }) =>
      appendActivity(
        manager,
        [
          documentActivity(
            now,
            accountId,
            channel,
            'document refused',
            accountSubject(accountId),
            `${name} of ${by}: ${wordsOf(fault)}`,
            'rejected',
          ),
        ],
        now,
      ),
    );
    throw new Problem('not-valid', 'The document was not kept.', [
      { at: '/', code: fault.code, text: `${text}: ${fault.found}`, remedy },
    ]);
  }

  private async refuseClosedAccount(accountId: string): Promise<void> {
    const [account] = await this.source.query('SELECT active FROM account WHERE id = $1', [accountId]);
    if (!account) throw new Problem('not-found', `There is no account ${accountId}.`);
    if (!account.active) throw new Problem('state-conflict', `The account ${accountId} is closed.`);
  }

  /** @throws Problem `not-found` */
  refuseWhereNoneAreKept(): void {
    if (!this.vault.isOpen)
      throw new Problem('not-found', 'This installation keeps no documents: DOCUMENT_STORE is not set.');
  }

  private async stored<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.log.error({ reason: error.message }, 'documents can neither be stored nor read');
      throw new Problem('unavailable', 'Documents can neither be stored nor read at this moment.', [], AGAIN_SECONDS);
    }
  }
}

const refuseOtherThanKept = ({ state, refusal }: DocumentView): void => {
  if (state !== 'kept')
    throw new Problem('state-conflict', `The document is ${state}${refusal ? `: ${refusal}` : ''}.`);
};

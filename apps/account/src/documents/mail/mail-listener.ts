import { readFileSync } from 'node:fs';
import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Asking, askingNow, KeyHolders, may, Uses } from '#access';
import { timeOrderedId } from '#kernel';
import { Transactions } from '#messaging';
import { CallerLimits, LOG, type Log, Problem, RecurringWork, hashApiKey } from '#service';
import { AccountConfig } from '../../config/account.config';
import { callerName } from '../log/document-caller';
import { SealedPieces } from '../storage/sealed-pieces';
import { AnswersByMail } from './answers-by-mail';
import { MailDigest } from './mail-text.rules';

/** An answer of SMTP. */
class Refused extends Error {
  constructor(
    readonly responseCode: number,
    text: string,
  ) {
    super(text);
  }
}

interface Sender {
  readonly key: string;
  readonly asking: Asking;
}

const PIECE_BYTES = 2 * 1024 * 1024;
/** Held while it is read. */
const MOST_OF_ANSWER = 10_000_000;
const MOST_CONNECTIONS = 50;
const SILENCE_MS = 60_000;
const CLOSE_WITHIN_MS = 2_000;
const LISTEN_AGAIN_MS = 5_000;
const NOT_KNOWN = 'The user name is the id of your account, the password an API key of it.';
const NOT_BY_MAIL = 'Keys of this account are taken with a client certificate only, which an e-mail has none of.';
const NOT_ALLOWED = 'This key may not hand in documents.';

/** Takes e-mails with documents from who signs in with a key of an account (RFC 5321, 4954). What is answered 250 is on disk. */
@Injectable()
export class MailListener implements OnApplicationShutdown {
  private server: SMTPServer | null = null;
  private isTaken = false;

  constructor(
    private readonly holders: KeyHolders,
    private readonly uses: Uses,
    private readonly limits: CallerLimits,
    private readonly transactions: Transactions,
    private readonly pieces: SealedPieces,
    private readonly answers: AnswersByMail,
    private readonly config: AccountConfig,
    @Inject(LOG) private readonly log: Log,
    work: RecurringWork,
  ) {
    // A port that is taken is asked for again: another replica on this machine may have it, and end.
    work.every(LISTEN_AGAIN_MS, 'listening for e-mails with documents', () => this.listen(), {
      firstAfterMs: 0,
      when: config.DOCUMENT_MAIL_PORT !== 0,
    });
  }

  /** Where it listens; null while it does not. */
  get port(): number | null {
    const address = this.server?.server.address();
    return typeof address === 'object' ? (address?.port ?? null) : null;
  }

  onApplicationShutdown(): Promise<void> {
    return new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve()));
  }

  async listen(): Promise<void> {
    if (this.server) return;
    const { DOCUMENT_MAIL_PORT: port, DOCUMENT_MAIL_HOST: host } = this.config;
    const server = this.smtp();
    try {
      await new Promise<void>((resolve, reject) => {
        // What fails later is a connection's matter, and said of it.
        server.on('error', (error) => {
          reject(error);
          if (this.server) this.log.warn({ reason: error.message }, 'a connection with e-mail failed');
        });
        server.listen(port === ANY_PORT ? 0 : port, host, () => resolve());
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      if (!this.isTaken)
        this.log.warn({ port }, 'another process takes e-mails with documents at this port; it is asked for again');
      this.isTaken = true;
      return;
    }
    this.server = server;
    this.isTaken = false;
    this.log.info({ port: this.port }, 'listening for e-mails with documents');
  }

  private smtp(): SMTPServer {
    const { DOCUMENT_MAIL_CERTIFICATE: cert, DOCUMENT_MAIL_KEY: key, DOCUMENT_MESSAGE_BYTES: size } = this.config;
    const withTls = cert !== '';
    return new SMTPServer({
      ...(withTls && { cert: readFileSync(cert), key: readFileSync(key) }),
      name: this.config.DOCUMENT_MAIL_ADDRESS.split('@')[1]!,
      banner: 'Portway documents',
      size,
      authMethods: ['PLAIN', 'LOGIN'],
      // Asked for where documents are sent to; an answer comes to a signed address.
      authOptional: true,
      // The configuration allows no other address than one of this machine without a certificate.
      allowInsecureAuth: !withTls,
      disabledCommands: withTls ? [] : ['STARTTLS'],
      disableReverseLookup: true,
      maxClients: MOST_CONNECTIONS,
      socketTimeout: SILENCE_MS,
      closeTimeout: CLOSE_WITHIN_MS,
      logger: false,
      onAuth: ({ username, password }, session, done) => {
        this.signIn(username ?? '', password ?? '', session).then(
          (user) => done(null, { user }),
          (error) => done(asRefused(error)),
        );
      },
      onRcptTo: ({ address }, session, done) => {
        this.admit(address, session).then(
          () => done(),
          (error) => done(asRefused(error)),
        );
      },
      onData: (stream, session, done) => {
        const [{ address } = { address: '' }] = session.envelope.rcptTo;
        const received = this.answers.isFor(address)
          ? this.receiveAnswer(stream, address)
          : this.receive(stream, session);
        received.then(
          (text) => done(null, text),
          (error) => done(asRefused(error)),
        );
      },
    });
  }

  private async admit(address: string, { user, envelope }: SMTPServerSession): Promise<void> {
    if (this.answers.isFor(address)) {
      if (envelope.rcptTo.length > 0) throw new Refused(452, 'An answer goes to one address at a time.');
      return this.answers.require(address);
    }
    if (!user) throw new Refused(530, `Sign in: ${NOT_KNOWN}`);
    if (address.toLowerCase() !== this.config.DOCUMENT_MAIL_ADDRESS.toLowerCase())
      throw new Refused(550, `Only ${this.config.DOCUMENT_MAIL_ADDRESS} takes e-mail here; nothing is passed on.`);
    if (envelope.rcptTo.some((one) => this.answers.isFor(one.address)))
      throw new Refused(452, 'An answer goes to one address at a time.');
  }

  private async receiveAnswer(stream: SMTPServerDataStream, address: string): Promise<string> {
    const held: Buffer[] = [];
    let bytes = 0;
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bytes += piece.length;
      // The rest is read, so that the refusal is heard.
      if (bytes <= MOST_OF_ANSWER) held.push(piece);
      else held.length = 0;
    }
    if (bytes > MOST_OF_ANSWER || stream.sizeExceeded)
      throw new Refused(552, `An answer has at most ${MOST_OF_ANSWER} bytes; nothing of it was kept.`);
    return this.answers.receive(address, Buffer.concat(held));
  }

  private async signIn(name: string, key: string, { remoteAddress: ip }: SMTPServerSession): Promise<Sender> {
    const request = { ip } as FastifyRequest;
    this.limits.admitKey(request, key);
    const asking = await askingNow(this.holders, key, ip);
    if (asking === 'not in force') return this.limits.refuseKey(request, key, 'unknown key', NOT_KNOWN);
    this.limits.noteRightKey(key);
    if (typeof asking === 'string' || name !== asking.account.accountId) throw new Refused(535, NOT_KNOWN);
    if (!may(asking, 'change', 'document')) throw new Refused(535, NOT_ALLOWED);
    if (Object.hasOwn(this.config.CLIENT_CERTIFICATES, name)) throw new Refused(535, NOT_BY_MAIL);
    this.uses.note(asking.account.accountId, hashApiKey(key));
    return { key, asking };
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const { key, asking } = session.user as Sender;
    const id = timeOrderedId();
    const digest = new MailDigest();
    const names: string[] = [];
    let [held, heldBytes, bytes]: [Buffer[], number, number] = [[], 0, 0];
    const write = async (): Promise<void> => {
      if (heldBytes === 0) return;
      const piece = Buffer.concat(held);
      [held, heldBytes] = [[], 0];
      names.push(await this.pieces.write(id, bytes - piece.length, piece));
    };
    try {
      for await (const piece of stream as AsyncIterable<Buffer>) {
        // The rest is read, so that the refusal is heard.
        if (stream.sizeExceeded) continue;
        digest.add(piece);
        held.push(piece);
        [heldBytes, bytes] = [heldBytes + piece.length, bytes + piece.length];
        if (heldBytes >= PIECE_BYTES) await write();
      }
      if (stream.sizeExceeded)
        throw new Refused(
          552,
          `The e-mail has more than ${this.config.DOCUMENT_MESSAGE_BYTES} bytes; nothing of it was kept.`,
        );
      await write();
      const now = await askingNow(this.holders, key, session.remoteAddress);
      if (typeof now === 'string' || !may(now, 'change', 'document'))
        throw new Refused(535, 'Your key, or what it may, ended while the e-mail came; nothing of it was kept.');
      const { mailFrom } = session.envelope;
      const isNew = await this.keep(id, asking, digest, mailFrom ? mailFrom.address : '', bytes, names);
      if (isNew) return 'Received. What became of each attachment is answered by e-mail.';
      await this.pieces.drop(names);
      return 'Received before.';
    } catch (error) {
      stream.resume();
      await this.pieces.drop(names).catch(() => {});
      if (!(error instanceof Refused))
        this.log.warn({ reason: (error as Error).message }, 'an e-mail with documents could not be kept');
      throw error;
    }
  }

  private keep(
    id: string,
    asking: Asking,
    digest: MailDigest,
    sender: string,
    bytes: number,
    names: string[],
  ): Promise<boolean> {
    return this.transactions.run(async ({ manager, now }) => {
      const rows = await manager.query(
        `INSERT INTO document_mail (id, account_id, digest, message_id, sender, sent_by, bytes, state, received_at, next_try_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'received', $8, $8) ON CONFLICT DO NOTHING RETURNING id`,
        [id, asking.account.accountId, digest.value(), digest.messageId, sender, callerName(asking), bytes, now],
      );
      if (rows.length === 0) return false;
      await this.pieces.keep(manager, names);
      return true;
    });
  }
}

/** As a port: whichever is free. */
const ANY_PORT = -1;

/** What the same e-mail is refused for however often it comes. */
const REFUSED_FOR_GOOD: readonly Problem['kind'][] = ['not-valid', 'not-found', 'not-authorized', 'state-conflict'];
const oneLine = ({ detail, errors }: Problem): string =>
  [detail, ...errors.map(({ at, text }) => `${at} ${text}`)].join(' ').replace(/[^ -~]+/g, ' ');

/** What is no decision about the sender is tried again by its mail server. */
const asRefused = (error: unknown): Refused => {
  if (error instanceof Refused) return error;
  if (error instanceof Problem && error.kind === 'not-authenticated') return new Refused(535, NOT_KNOWN);
  if (error instanceof Problem && error.kind === 'too-many-requests') return new Refused(421, error.detail);
  if (error instanceof Problem && REFUSED_FOR_GOOD.includes(error.kind)) return new Refused(550, oneLine(error));
  return new Refused(451, 'The e-mail cannot be kept at this moment; send it again later.');
};

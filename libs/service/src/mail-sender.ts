import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type Transporter } from 'nodemailer';
import { staysHere } from './config';
import type { Log } from './log';

/** An e-mail with plain text. */
export interface OutgoingMail {
  /** Names its file where there is no mail server. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same mail sent twice has the same, by which mail programs know it. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

const WITHIN_MS = 10_000;

/** Sends e-mails by a mail server, or writes each into a file of a folder where there is none. */
export class MailSender {
  private readonly server: Transporter | null;
  private readonly writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  /**
   * @param url `smtp://user:password@host:port`, or nothing: then e-mails are written into `outbox`. On another machine the line is encrypted before anything is
   *   told (STARTTLS), and a server that cannot do so is told nothing; `?requireTLS=false` in the address allows it
   */
  constructor(
    url: string,
    private readonly outbox: string,
    private readonly log: Log,
  ) {
    this.server = url
      ? createTransport({
          ...{ url, pool: true, maxConnections: 5, requireTLS: !staysHere(url) },
          ...{ connectionTimeout: WITHIN_MS, greetingTimeout: WITHIN_MS, socketTimeout: WITHIN_MS },
        } as object)
      : null;
  }

  close(): void {
    this.server?.close();
  }

  /** Never throws. */
  async send({ id, to, ...mail }: OutgoingMail): Promise<{ status: number | null; error: string | null }> {
    const message = { ...mail, to: { name: '', address: to }, headers: { ...mail.headers } };
    try {
      if (this.server) await this.server.sendMail(message);
      else await this.keep(id, (await this.writer.sendMail(message)).message as Buffer);
      return { status: null, error: null };
    } catch (error) {
      return {
        status: (error as { responseCode?: number }).responseCode ?? null,
        error: (error as Error).message.slice(0, 300),
      };
    }
  }

  private async keep(id: string, message: Buffer): Promise<void> {
    await mkdir(this.outbox, { recursive: true });
    const file = join(this.outbox, `${id}.eml`);
    await writeFile(`${file}.part`, message);
    await rename(`${file}.part`, file);
    this.log.info({ file }, 'no mail server is configured: the e-mail was written into the outbox');
  }
}

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { LOG, type Log } from '#service';
import { StatusConfig } from '../../config/status.config';

export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeLink: string;
}

const WITHIN_MS = 10_000;

/** Sends e-mails by the configured mail server, or writes each into a file of the outbox folder where there is none. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly server: Transporter | null;
  private readonly writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly config: StatusConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.server = config.SMTP_URL
      ? createTransport({
          url: config.SMTP_URL,
          pool: true,
          maxConnections: 5,
          connectionTimeout: WITHIN_MS,
          greetingTimeout: WITHIN_MS,
          socketTimeout: WITHIN_MS,
        } as object)
      : null;
  }

  onModuleDestroy(): void {
    this.server?.close();
  }

  /** Never throws. The same mail sent twice has the same Message-ID, by which mail programs know it. */
  async send({
    id,
    to,
    subject,
    text,
    unsubscribeLink,
  }: Mail): Promise<{ status: number | null; error: string | null }> {
    const message = {
      from: this.config.MAIL_FROM,
      to: { name: '', address: to },
      subject,
      text,
      messageId: `<${id}@${new URL(this.config.PUBLIC_URL).hostname}>`,
      headers: {
        'List-Unsubscribe': `<${unsubscribeLink}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
        Precedence: 'list',
      },
    };
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
    await mkdir(this.config.MAIL_OUTBOX, { recursive: true });
    const file = join(this.config.MAIL_OUTBOX, `${id}.eml`);
    await writeFile(`${file}.part`, message);
    await rename(`${file}.part`, file);
    this.log.info({ file }, 'no mail server is configured: the e-mail was written into the outbox');
  }
}

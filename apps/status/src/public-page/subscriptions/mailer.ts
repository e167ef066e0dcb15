import { Inject, Injectable, OnModuleDestroy } from '@nestjs/common';
import { LOG, type Log, MailSender } from '#service';
import { StatusConfig } from '../../config/status.config';

export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeLink: string;
}

/** Tells subscribers by e-mail, who can unsubscribe by each of them. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly sender: MailSender;

  constructor(
    private readonly config: StatusConfig,
    @Inject(LOG) log: Log,
  ) {
    this.sender = new MailSender(config.SMTP_URL, config.MAIL_OUTBOX, log);
  }

  onModuleDestroy(): void {
    this.sender.close();
  }

  /** Never throws. */
  send({ unsubscribeLink, ...mail }: Mail): Promise<{ status: number | null; error: string | null }> {
    return this.sender.send({
      ...mail,
      from: this.config.MAIL_FROM,
      messageId: `<${mail.id}@${new URL(this.config.PUBLIC_URL).hostname}>`,
      headers: {
        'List-Unsubscribe': `<${unsubscribeLink}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        'Auto-Submitted': 'auto-generated',
        Precedence: 'list',
      },
    });
  }
}

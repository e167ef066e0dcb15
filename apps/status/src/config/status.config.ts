import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsNotEmpty, IsString, Matches, Max, Min } from 'class-validator';
import { Knob, ServiceConfig } from '#service';
import { ONE_LINE } from '#kernel';

const Whole = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

export class StatusConfig extends ServiceConfig {
  @Knob('Seconds between two looks at the signed heads of activity logs, which the page publishes.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(3_600)
  ACTIVITY_TREE_ASKED_SECONDS = 30;

  @Knob('A module whose oldest unprocessed work is older than this many seconds is called slow.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(86_400)
  SLOW_AFTER_SECONDS = 30;

  @Knob('A module whose every reply for three seconds took longer than this many milliseconds is called slow.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(800)
  SLOW_REPLY_MS = 500;

  @Knob('A module that refuses connections for this many seconds, with no heartbeat meanwhile, is called down.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(600)
  DOWN_AFTER_SECONDS = 3;

  @Knob('A component nothing was seen of for this many seconds is called unknown. Heartbeats come every two seconds.')
  @Whole()
  @IsInt()
  @Min(3)
  @Max(600)
  UNKNOWN_AFTER_SECONDS = 10;

  @Knob(
    'Days for which changes of component states, one sample an hour and the uptime of each hour are kept; samples of each minute are kept for 90 of them. 400 days are thirteen months.',
  )
  @Whole()
  @IsInt()
  @Min(1)
  @Max(3_650)
  KEEP_HISTORY_DAYS = 400;

  @Knob(
    'Address at which the public reaches the status pages, without /status at its end. Links in e-mails, webhooks and the feed begin with it.',
  )
  @Matches(/^https?:\/\/[^\s]+$/)
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/\/+$/, '') : value))
  PUBLIC_URL = 'http://localhost:8080';

  @Knob(
    'Folder into which the status page and its data are copied each ten seconds, as files that any web server can show (index.html, status/…), for when this service is dead too. Empty: none.',
  )
  @IsString()
  STATUS_COPY_FOLDER = '';

  @Knob(
    'Name of the help desk that the public pages tell people to call. Nothing is shown of a help desk without a telephone number or an e-mail address.',
  )
  @Matches(ONE_LINE)
  HELP_DESK_NAME = '';

  @Knob('Telephone number of the help desk, as people read it.')
  @Matches(/^([+\d][\d ().-]{2,40})?$/, {
    message: 'HELP_DESK_PHONE must be a telephone number, for example 1-800-555-0100',
  })
  HELP_DESK_PHONE = '';

  @Knob('E-mail address of the help desk.')
  @Matches(/^([^\s@]+@[^\s@]+)?$/, { message: 'HELP_DESK_EMAIL must be an e-mail address' })
  HELP_DESK_EMAIL = '';

  @Knob('When the help desk answers, for example: 24 hours a day.')
  @Matches(ONE_LINE)
  HELP_DESK_HOURS = '';

  @Knob(
    'Readers that may follow the status live at one process; the next one is told to look later. Each costs some kilobytes.',
  )
  @Whole()
  @IsInt()
  @Min(0)
  @Max(100_000)
  STATUS_STREAMS = 2_000;

  @Knob('Readers of one network address that may follow the status live at one process; the next is answered 429.')
  @Whole()
  @IsInt()
  @Min(1)
  @Max(100_000)
  ADDRESS_STATUS_STREAMS = 20;

  @Knob(
    'Mail server, smtp://user:password@host:587 or smtps://…:465. One on another machine that does not encrypt is told nothing, unless `?requireTLS=false` stands behind the address. Without it e-mails are written into MAIL_OUTBOX.',
  )
  @Matches(/^(smtps?:\/\/\S+)?$/, { message: 'SMTP_URL must look like smtp://user:password@host:port' })
  SMTP_URL = '';

  @Knob('Sender of e-mails.')
  @IsNotEmpty()
  MAIL_FROM = 'Portway status <status@localhost>';

  @Knob(
    'Folder into which e-mails are written, one .eml file each, while there is no SMTP_URL. A relative one begins where the process was started.',
  )
  @IsNotEmpty()
  MAIL_OUTBOX = '.portway/mail';

  @Knob(
    'Whether webhooks of subscribers may point at private and loopback addresses and use plain http. Only for trials: anybody may subscribe.',
  )
  @Transform(({ value }) => value === true || value === 'true' || value === '1')
  @IsBoolean()
  WEBHOOK_PRIVATE_ADDRESSES = false;

  @Knob(
    'Subscriptions that may be asked for from one network address in an hour. An address to be notified is asked three times a day at the most.',
  )
  @Whole()
  @IsInt()
  @Min(1)
  @Max(100_000)
  SUBSCRIPTIONS_PER_HOUR = 20;
}

import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { PUBLIC_KEYS_FORM } from '#contracts';
import { AccessConfig } from '#access';
import { Knob } from '#service';

const Numeric = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;
const MIB = 1024 * 1024;

export class GatewayConfig extends AccessConfig {
  @Knob(
    'Largest ABI transmission in bytes; a larger one is refused with 413. BODY_BYTES has room for one of them at least, at two and a half bytes of memory for each byte.',
  )
  @Numeric()
  @IsInt()
  @Min(1_024)
  @Max(256 * MIB)
  ABI_MAX_BYTES = 100 * MIB;

  @Knob(
    'Largest X12 transmission in bytes; a larger one is refused with 413. Reading takes twenty bytes of memory for each byte, and BODY_BYTES has room for one of them at least.',
  )
  @Numeric()
  @IsInt()
  @Min(1_024)
  @Max(256 * MIB)
  X12_MAX_BYTES = 16 * MIB;

  @Knob('Largest JSON message in bytes; a larger one is refused with 413.')
  @Numeric()
  @IsInt()
  @Min(1_024)
  @Max(64 * MIB)
  JSON_MAX_BYTES = 8 * MIB;

  @Knob(
    'Bytes of memory for all bodies that are being received or wait to be stored, with what reading them takes; beyond it the next one is answered "not processed, resend". An account has half of it, an eighth is left to small messages. 0: what the memory limit of the container leaves for it, of one without a limit as of 2 GiB.',
  )
  @Numeric()
  @IsInt()
  @Min(0)
  BODY_BYTES = 0;

  @Knob(
    'Requests that one account may send to one process in a second, twice as many in a burst; the next is answered 429.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  ACCOUNT_REQUESTS_PER_SECOND = 3_000;

  @Knob(
    'Requests of one account that one process works on at one moment while other accounts send too; the others wait their turn. So many transmissions of a megabyte and more are worked on beside them. Less keeps others faster while one floods, more lets a single account file faster.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(1_000)
  ACCOUNT_AT_ONCE = 4;

  @Knob(
    'Different wrong ABI passwords of one account after which none is taken for it for a time; its owner finds a notice in the mailbox.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(1_000)
  ABI_WRONG_PASSWORDS = 10;

  @Knob('Seconds within which wrong ABI passwords are counted, and for which none is taken after too many.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(86_400)
  ABI_LOCK_SECONDS = 900;

  @Knob('Transmissions that may wait for the database at one moment; the next one is answered "not processed, resend".')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(100_000)
  INTAKE_QUEUE = 4_000;

  @Knob('Transmissions stored in one database transaction at the most.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(2_000)
  INTAKE_GROUP = 300;

  @Knob('Unanswered filings of one module at which further filings for it are answered "stop sending".')
  @Numeric()
  @IsInt()
  @Min(1)
  BACKLOG_LIMIT = 1_000_000;

  @Knob(
    'Unanswered filings of one account and module at which further filings of that account are answered "stop sending", with Retry-After; other accounts go on.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  ACCOUNT_BACKLOG_LIMIT = 250_000;

  @Knob(
    'Filings of one transmission from which on they are bulk: what comes otherwise is worked first. Also unanswered filings of one account and module, of smaller transmissions, from which on all it files is bulk.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  BULK_FROM = 500;

  @Knob(
    'Seconds for which filings wait for a module and none is answered, or that a new one has to wait as fast as it answers, after which its filings are reported as "held, do not resend".',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  HELD_AFTER_SECONDS = 30;

  @Knob(
    'Seconds for which a process trusts what it knows of an API key. A revoked key is refused everywhere after this time. While the database of the gateway is away, what was known goes on being trusted for 15 minutes.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(300)
  KEY_CACHE_SECONDS = 5;

  @Knob(
    'Interchange id by which X12 partners address this platform (ISA08, GS03); what is addressed to another is refused. Also ISA06 of notices that have no message to answer.',
  )
  @IsString()
  @Matches(/^[A-Z0-9]{2,15}$/)
  X12_ID = 'PORTWAY';

  @Knob('Qualifier of `X12_ID` (ISA07).')
  @IsString()
  @Matches(/^[A-Z0-9]{2}$/)
  X12_QUALIFIER = 'ZZ';

  @Knob(
    'Whether X12 test data (ISA15 T) takes effect as if it were production data. For trials and training only. Otherwise it is judged and answered, and nothing of it takes effect.',
  )
  @Transform(({ value }) => value === true || value === 'true' || value === '1')
  @IsBoolean()
  X12_TEST_IS_LIVE = false;

  @Knob(
    'Whether webhooks may point at private and loopback addresses and use plain http. Only for trials: it lets partners reach your inner network.',
  )
  @Transform(({ value }) => value === true || value === 'true' || value === '1')
  @IsBoolean()
  WEBHOOK_PRIVATE_ADDRESSES = false;

  @Knob(
    "Bytes of bodies at which a page of the mailbox or of a transmission's responses ends; one entry is always in it.",
  )
  @Numeric()
  @IsInt()
  @Min(1_024)
  PAGE_BYTES = 16 * MIB;

  @Knob(
    'Days an acknowledged mailbox entry is kept with its deliveries; 0 keeps it for ever. What partners filed stays for JOURNAL_YEARS.',
  )
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(36_500)
  MAILBOX_DAYS = 30;

  @Knob(
    'Years for which what partners filed is kept in the journal, from its receipt; nothing: for ever. Five at least: records of an entry are kept for five years (19 CFR 163.4). What has no answer yet stays, and what has an answer that nobody acknowledged. Leave it empty while an account is under a legal hold.',
  )
  @Matches(/^([5-9]|[1-9]\d)?$/, { message: 'JOURNAL_YEARS must be a number from 5 to 99, or nothing' })
  JOURNAL_YEARS = '';

  @Knob('Days the log of a finished webhook delivery is kept; 0 keeps it for ever.')
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(36_500)
  DELIVERY_LOG_DAYS = 30;

  @Knob(
    'Seconds after a gate is open again for which summaries of the downtime wait for the answers to what it held; then they say what still waits.',
  )
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(3_600)
  SUMMARY_WAIT_SECONDS = 120;

  @Knob(
    'Seconds for which an account must have had a filing held before it gets a summary of the downtime: a gate that is shut for a moment is no news.',
  )
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(3_600)
  SUMMARY_HELD_SECONDS = 10;

  @Knob('Webhook deliveries under way at one moment in one process.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(500)
  WEBHOOK_PARALLEL = 50;

  @Knob('Readers that may follow the status page live through one gateway process; the next one is told to look later.')
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(100_000)
  STATUS_STREAMS = 500;

  @Knob(
    'Readers of one network address that may follow the status page live through one gateway process; the next is answered 429.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(100_000)
  ADDRESS_STATUS_STREAMS = 20;

  @Knob(
    "Milliseconds for which nobody listens at a module's address, and no replica of it is heard, after which its gate closes. Less closes sooner, also at a restart.",
  )
  @Numeric()
  @IsInt()
  @Min(500)
  @Max(600_000)
  GATE_REFUSED_MS = 2_500;

  @Knob('Seconds without a heartbeat and without a reply after which the gate of a module closes.')
  @Numeric()
  @IsInt()
  @Min(5)
  @Max(600)
  GATE_SILENT_SECONDS = 10;

  @Knob(
    'Seconds for which filings that have left for a module wait and none of them is answered after which its gate closes; also for which lanes of it are worked by nobody.',
  )
  @Numeric()
  @IsInt()
  @Min(3)
  @Max(600)
  GATE_PROGRESS_SECONDS = 10;

  @Knob('Seconds for which no replica of a module reaches its database after which its gate closes.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(600)
  GATE_DATABASE_SECONDS = 3;

  @Knob(
    'Different messages that must fail one after the other in a module before its gate closes. One bad message never closes it.',
  )
  @Numeric()
  @IsInt()
  @Min(2)
  @Max(1_000)
  GATE_FAILING_MESSAGES = 5;

  @Knob('Seconds a module must have been well before a gate that closed by itself is tried.')
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(3_600)
  GATE_HEALTHY_SECONDS = 2;

  @Knob(
    'Seconds in which a filing that is sent ahead in a trial must be answered; then the next one is sent. After three the trial has failed.',
  )
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(3_600)
  PILOT_WITHIN_SECONDS = 15;

  @Knob(
    'Held filings of one module that are replayed in a second at the most. More clears a backlog sooner and makes those who file meanwhile wait longer.',
  )
  @Numeric()
  @IsInt()
  @Min(10)
  @Max(1_000_000)
  REPLAY_PER_SECOND = 1_700;

  @Knob(
    'Seconds for which held entries wait for held manifests when both come back, so that bills are on file first. 0 does not wait.',
  )
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(3_600)
  REPLAY_WAITS_SECONDS = 30;

  @Knob(
    'Folder for a second copy of what is accepted, outside the database: from it a journal that was put back to an earlier state gets back what came since. It must outlive the process. Empty: no copy is kept.',
  )
  @IsString()
  JOURNAL_COPY_DIR = '';

  @Knob('Hours for which the second copy is kept: a database may be put back to a copy so old.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(8_760)
  JOURNAL_COPY_HOURS = 48;

  @Knob(
    'Bytes of the second copy, of all processes with the same folder; beyond it the oldest is removed before its time.',
  )
  @Numeric()
  @IsInt()
  @Min(128 * MIB)
  JOURNAL_COPY_BYTES = 20 * 1024 * MIB;

  @Knob(
    'Seconds without an answer after which a filing is asked after at its module, then less and less often. Where the module does not know it, it gets it again.',
  )
  @Numeric()
  @IsInt()
  @Min(10)
  @Max(86_400)
  ASK_AFTER_SECONDS = 60;

  @Knob(
    'Public keys by which signed heads of activity logs are checked and which partners are shown, the present one and earlier ones: Ed25519, SPKI (DER) in base64, separated by commas.',
  )
  @Matches(PUBLIC_KEYS_FORM, {
    message: 'ACTIVITY_PUBLIC_KEYS must be Ed25519 public keys, SPKI (DER) in base64, separated by commas',
  })
  ACTIVITY_PUBLIC_KEYS = '';
}

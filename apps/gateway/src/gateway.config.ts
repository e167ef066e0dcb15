import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { Knob, ServiceConfig } from '#service';

const Numeric = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;
const MIB = 1024 * 1024;

export class GatewayConfig extends ServiceConfig {
  @Knob('Largest ABI transmission in bytes; a larger one is refused with 413. Half a gigabyte of memory is needed for each 100 MB.')
  @Numeric()
  @IsInt()
  @Min(1_024)
  @Max(256 * MIB)
  ABI_MAX_BYTES = 100 * MIB;

  @Knob('Largest X12 transmission in bytes; a larger one is refused with 413.')
  @Numeric()
  @IsInt()
  @Min(1_024)
  @Max(256 * MIB)
  X12_MAX_BYTES = 100 * MIB;

  @Knob('Largest JSON message in bytes; a larger one is refused with 413.')
  @Numeric()
  @IsInt()
  @Min(1_024)
  @Max(64 * MIB)
  JSON_MAX_BYTES = 8 * MIB;

  @Knob('Bytes of all bodies that are being received or wait to be stored; beyond it the next one is answered "not processed, resend". Memory grows with it.')
  @Numeric()
  @IsInt()
  @Min(1_024)
  BODY_BYTES = 512 * MIB;

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

  @Knob('Seconds without an answer from a module after which its filings are reported as "held, do not resend".')
  @Numeric()
  @IsInt()
  @Min(1)
  HELD_AFTER_SECONDS = 30;

  @Knob('Seconds for which a process trusts what it knows of an API key. A revoked key is refused everywhere after this time.')
  @Numeric()
  @IsInt()
  @Min(1)
  @Max(300)
  KEY_CACHE_SECONDS = 5;

  @Knob('Interchange id by which X12 partners address this platform (ISA06 of its answers when a notice has no message to answer).')
  @IsString()
  @Matches(/^[A-Z0-9]{1,15}$/)
  X12_ID = 'PORTWAY';

  @Knob('Whether webhooks may point at private and loopback addresses and use plain http. Only for trials: it lets partners reach your inner network.')
  @Transform(({ value }) => value === true || value === 'true' || value === '1')
  @IsBoolean()
  WEBHOOK_PRIVATE_ADDRESSES = false;

  @Knob('Bytes of bodies at which a page of the mailbox or of a transmission\'s responses ends; one entry is always in it.')
  @Numeric()
  @IsInt()
  @Min(1_024)
  PAGE_BYTES = 16 * MIB;

  @Knob('Days an acknowledged mailbox entry is kept with its deliveries; 0 keeps it for ever. What partners filed always stays: entry records must be kept for five years (19 CFR 163.4).')
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(36_500)
  MAILBOX_DAYS = 30;

  @Knob('Days the log of a finished webhook delivery is kept; 0 keeps it for ever.')
  @Numeric()
  @IsInt()
  @Min(0)
  @Max(36_500)
  DELIVERY_LOG_DAYS = 30;

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
}

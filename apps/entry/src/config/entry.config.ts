import type { AgencyFlag } from '../agency-data/agency-requirements.table';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsObject, IsString, Matches, Max, Min } from 'class-validator';
import { Knob, ServiceConfig } from '#service';

const Whole = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

const fromJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

export class EntryConfig extends ServiceConfig {
  @Knob(
    "Milliseconds an entry summary's answer waits for its team. When they are over it is answered without one; a UC follows.",
  )
  @Whole()
  @IsInt()
  @Min(0)
  @Max(60_000)
  TEAM_WAIT_MS = 2_500;

  @Knob(
    'Milliseconds between two looks for answers that have waited long enough, while any of them may have. Smaller answers sooner and asks the database more often.',
  )
  @Whole()
  @IsInt()
  @Min(20)
  @Max(10_000)
  TEAM_LOOK_MS = 200;

  @Knob(
    'Milliseconds between two looks for entries whose five-day window opened or whose bill has not come for 30 or 60 days.',
  )
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  DECISION_LOOK_MS = 1_000;

  @Knob(
    'Seconds a service that starts, or may have left a claim unanswered, waits for the port service to tell what was decided on paper, before it releases cargo without knowing.',
  )
  @Whole()
  @IsInt()
  @Min(0)
  @Max(50)
  PAPER_DECISIONS_WITHIN_SECONDS = 10;

  @Knob('Milliseconds between two looks for entry summaries whose deadline a downtime has changed.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  DEADLINE_LOOK_MS = 1_000;

  @Knob('Milliseconds between two looks for released goods whose time for the entry summary is over without one.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  DEPOSIT_LOOK_MS = 600_000;

  @Knob('Milliseconds between two looks for entries whose liquidation is due.')
  @Whole()
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  LIQUIDATION_LOOK_MS = 1_000;

  @Knob(
    'Offsets added to the entry check digit of filers that have used up their numbers, as JSON {"B76":4}. Others have none.',
  )
  @Transform(({ value }) => fromJson(value))
  @IsObject()
  CHECK_DIGIT_OFFSETS: Record<string, number> = {};

  @Knob(
    'Tariff numbers that partner agencies have flagged, as JSON {"FD4":{"agency":"FDA","tariffs":["2009"],"must":true}}: by flag the agency, the beginnings of the numbers, and whether no disclaimer will do. A release that files nothing for the agency behind such a number is refused (P00). The lists are the agencies\' own; none is held here.',
  )
  @Transform(({ value }) => fromJson(value))
  @IsObject()
  AGENCY_FLAGS: Record<string, AgencyFlag> = {};

  @Knob(
    'Day (YYYY-MM-DD, by the port of entry) from which a cargo release is refused that the register of bonds does not cover, and an entry summary, by the day that counts for its bond. Empty: bonds are kept and shown, and what a release or summary says of its bond is believed. Set it when sureties have filed the bonds in force.',
  )
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/)
  BONDS_LOOKED_UP_FROM = '';

  @Knob(
    'Day (YYYY-MM-DD, by the port of entry) from which consignee, notify party, buyer and who gets the goods of an entry summary are looked up among the importer numbers of accounts (108, 578, 579, 588, 589, 591). Empty: they are believed. Set it when those who are named have accounts.',
  )
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/)
  PARTIES_LOOKED_UP_FROM = '';

  @Knob(
    'Day (YYYY-MM-DD, by the port of entry) from which FIRMS codes of a cargo release are looked up in the register of facilities. Empty: they are judged by their form. Set it when all facilities are loaded.',
  )
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/)
  FACILITIES_LOOKED_UP_FROM = '';

  @Knob(
    'Day (YYYY-MM-DD, by the case date of a summary) from which antidumping and countervailing cases are looked up in the register of cases. Empty: what a summary says of its cases is added up and believed. Set it when all cases in force are recorded.',
  )
  @Matches(/^(\d{4}-\d{2}-\d{2})?$/)
  AD_CVD_CASES_LOOKED_UP_FROM = '';

  @Knob(
    'File with the tariff, as `npm run ctl -- tariff` writes it. Empty: the schedule that is shipped. A file that is no tariff keeps the service from starting.',
  )
  @IsString()
  TARIFF_FILE = '';
}

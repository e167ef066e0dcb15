import { Type } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { AccessConfig } from '#access';
import { Knob } from '#service';

const Whole = (): PropertyDecorator => Type(() => Number) as PropertyDecorator;

export class CeeConfig extends AccessConfig {
  @Knob(
    'Key of at least 32 signs under which importer numbers, which may be social security numbers, are digested where they name the subject of a message. The same for all replicas, known to no other service and in no database. `migrate` does without it.',
  )
  @Matches(/^(.{32,})?$/, { message: 'IMPORTER_DIGEST_KEY must have at least 32 signs' })
  IMPORTER_DIGEST_KEY = '';

  @Knob(
    'Business days in which headquarters decides an appeal against a Center, from the day it was filed. 19 CFR 101.10(c) names none. Appeals that are open keep theirs.',
  )
  @Whole()
  @IsInt()
  @Min(1)
  @Max(250)
  APPEAL_BUSINESS_DAYS = 30;

  @Knob(
    'Minutes for which a specialist who took a work item has it; whoever works on it renews. Then it goes back to the team, also when the browser died.',
  )
  @Whole()
  @IsInt()
  @Min(1)
  @Max(1_440)
  WORK_LEASE_MINUTES = 30;

  @Knob(
    'Milliseconds between two looks for work items whose lease is over, whose priority changes with the day, or whose clock is over.',
  )
  @Whole()
  @IsInt()
  @Min(50)
  @Max(600_000)
  WORK_LOOK_MS = 5_000;
}

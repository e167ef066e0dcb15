import { Type } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { AccessConfig } from '#access';
import { Knob } from '#service';

export class CeeConfig extends AccessConfig {
  @Knob(
    'Key of at least 32 signs under which importer numbers, which may be social security numbers, are digested where they name the subject of a message. The same for all replicas, known to no other service and in no database. `migrate` does without it.',
  )
  @Matches(/^(.{32,})?$/, { message: 'IMPORTER_DIGEST_KEY must have at least 32 signs' })
  IMPORTER_DIGEST_KEY = '';

  @Knob(
    'Business days in which headquarters decides an appeal against a Center, from the day it was filed. 19 CFR 101.10(c) names none. Appeals that are open keep theirs.',
  )
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(250)
  APPEAL_BUSINESS_DAYS = 30;
}

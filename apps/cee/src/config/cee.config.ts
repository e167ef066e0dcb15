import { Matches } from 'class-validator';
import { Knob, ServiceConfig } from '#service';

export class CeeConfig extends ServiceConfig {
  @Knob(
    'Key of at least 32 signs under which importer numbers, which may be social security numbers, are digested where they name the subject of a message. The same for all replicas, known to no other service and in no database. `migrate` does without it.',
  )
  @Matches(/^(.{32,})?$/, { message: 'IMPORTER_DIGEST_KEY must have at least 32 signs' })
  IMPORTER_DIGEST_KEY = '';
}

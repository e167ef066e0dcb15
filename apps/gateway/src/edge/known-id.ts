import { ParseUUIDPipe } from '@nestjs/common';
import { Problem } from '#service';

/** The id in an address. One that cannot be any belongs to nothing, as one that nobody was given. @throws Problem `not-found` */
export const KnownId = new ParseUUIDPipe({
  exceptionFactory: () => new Problem('not-found', 'Nothing of this account is known under this id.'),
});

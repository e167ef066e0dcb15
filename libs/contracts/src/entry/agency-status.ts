import { type Static, Type } from '@sinclair/typebox';
import { Instant, Nullable } from '../shapes';

const Text = Nullable(Type.String());

/** A line of the entry, a tariff number of it by its place, and a record of an agency below that; each null where the status is not of one. */
const Place = Type.Object({
  line: Nullable(Type.Integer({ minimum: 0 })),
  tariff: Nullable(Type.Integer({ minimum: 0 })),
  pgaLine: Nullable(Type.Integer({ minimum: 0 })),
});

/** What a partner agency says of an entry or of some of its lines (SO70, SO71, SO72: Status Query guide v21, pp. ACMQ-57..63). */
export const AgencyStatus = Type.Object({
  agencyCode: Type.String(),
  programCode: Text,
  at: Instant,
  entryStatus: Nullable(Type.Object({ code: Type.String(), text: Type.String() })),
  lineStatus: Text,
  reasonCode: Text,
  from: Nullable(Place),
  to: Nullable(Place),
  documentType: Text,
  /** `1` a hold that CBP set for the agency, `2` one that the agency set itself. */
  holdType: Text,
  /** Numbers that the agency gives the data of the filer, with the reasons of its review. */
  references: Type.Array(
    Type.Object({
      qualifier: Type.String(),
      number: Type.String(),
      receivedAt: Nullable(Instant),
      reasonCodes: Type.Array(Type.String()),
    }),
  ),
  comments: Type.Array(Type.String()),
});
export type AgencyStatus = Static<typeof AgencyStatus>;

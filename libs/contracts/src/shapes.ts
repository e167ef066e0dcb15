import { Static, TLiteral, TSchema, TUnion, Type } from '@sinclair/typebox';

/** Shapes that several messages share. Instants are ISO 8601 in UTC, dates are `YYYY-MM-DD` in the port's own day. */

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const OneOf = <const T extends readonly string[]>(
  ...values: T
): TUnion<{ -readonly [I in keyof T]: TLiteral<T[I]> }> =>
  Type.Union(values.map((value) => Type.Literal(value))) as never;

export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' });
export const Instant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$' });
export const CustomsDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
export const Index = Nullable(Type.Integer({ minimum: 0 }));
/** Whole cents. */
export const Cents = Type.Integer();
/** Whole dollars. */
export const Dollars = Type.Integer({ minimum: 0 });
/** An exact decimal as text, such as `1234.50`. */
export const DecimalText = Type.String({ pattern: '^-?\\d+(\\.\\d+)?$' });

export const Channel = OneOf('abi', 'x12', 'json');
export type Channel = Static<typeof Channel>;

/** Where a filing came from. Every message a filing causes carries it back, so the gateway can answer the right partner. */
export const FilingOrigin = Type.Object({
  filingId: Uuid,
  transmissionId: Uuid,
  accountId: Uuid,
  channel: Channel,
  receivedAt: Instant,
});
export type FilingOrigin = Static<typeof FilingOrigin>;

/**
 * One finding about a filing. `recordIndex` is the position of the record in the transaction as it was sent (CATAIR: from 0;
 * X12: position of the segment in its set; JSON: null and `at` holds the JSON pointer).
 */
export const Condition = Type.Object({
  code: Type.String(),
  text: Type.String(),
  remedy: Type.String(),
  severity: OneOf('fatal', 'warning', 'information'),
  recordIndex: Index,
  record: Nullable(Type.String()),
  field: Nullable(Type.String()),
  at: Nullable(Type.String()),
  /** AX reference type the finding belongs to, such as SUMMRY or LINITM. Null elsewhere. */
  grouping: Nullable(Type.String()),
});
export type Condition = Static<typeof Condition>;

/**
 * What a record of a filing holds beside the typed members of its message: kept by the owner as sent and shown with the filing.
 * `fields` are by the name the guide gives them (X12: by element number).
 */
export const CarriedRecord = Type.Object({
  record: Type.String(),
  recordIndex: Index,
  fields: Type.Record(Type.String(), Type.String()),
});
export type CarriedRecord = Static<typeof CarriedRecord>;

/**
 * What reading found, for the owner to answer with: what cannot be read is fatal, and the owner judges nothing then; what is kept
 * and not judged is told as information.
 */
export const Reading = Type.Array(Condition);

/**
 * What is told with a filing that was not processed: set aside by a person, or not taken in a downtime. CATAIR has a code for it
 * (Entry Summary guide, p. ESF-211; Status Query guide). That it was not processed is said by its outcome, never by this code.
 */
export const NOT_PROCESSED: Condition = {
  code: 'ZZZ',
  text: '** ACE SYSTEM FAILURE **',
  remedy: 'This filing was not processed. Send it again.',
  severity: 'fatal',
  recordIndex: null,
  record: null,
  field: null,
  at: null,
  grouping: null,
};

/**
 * What became of a filing. `not processed`: nothing was decided, the same may be sent again. `processed outside`: done by hand while its module
 * was away, and never seen by it.
 */
export const Outcome = OneOf(
  'accepted',
  'accepted with warnings',
  'referred',
  'rejected',
  'not processed',
  'processed outside',
);
export type Outcome = Static<typeof Outcome>;

/** Whether nothing of it took effect. */
export const wasRefused = (outcome: Outcome): boolean => outcome === 'rejected' || outcome === 'not processed';

/** A part of an address as its record sent it: the qualifier says which (Cargo Release guide v40, p. SE-60). */
export const AddressPart = Type.Object({ qualifier: Type.String(), text: Type.String(), recordIndex: Index });
export type AddressPart = Static<typeof AddressPart>;

/** Global Business Identifier of a party: LEI, GLN or DUNS (Cargo Release guide v40, p. SE-59). */
export const BusinessIdentifier = Type.Object({ qualifier: Type.String(), id: Type.String(), recordIndex: Index });
export type BusinessIdentifier = Static<typeof BusinessIdentifier>;

export const Party = Type.Object({
  entityCode: Type.String(),
  name: Nullable(Type.String()),
  idType: Nullable(Type.String()),
  id: Nullable(Type.String()),
  addressLines: Type.Array(Type.String()),
  city: Nullable(Type.String()),
  state: Nullable(Type.String()),
  postalCode: Nullable(Type.String()),
  country: Nullable(Type.String()),
  recordIndex: Index,
  /** The address with what each part is; absent where the format has no qualifiers. The texts stand in `addressLines` too. */
  addresses: Type.Optional(Type.Array(AddressPart)),
  businessIdentifiers: Type.Optional(Type.Array(BusinessIdentifier)),
  /** Where city and country stood; absent where they have no record of their own. */
  areaRecordIndex: Type.Optional(Index),
});
export type Party = Static<typeof Party>;

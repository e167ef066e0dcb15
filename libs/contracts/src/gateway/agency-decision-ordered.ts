import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { FilingOrigin, Nullable, OneOf } from '../shapes';
import { exampleOrigin } from '../examples';

/** What a partner government agency decides on what was filed for it. */
export const AgencyDecision = OneOf('may proceed', 'hold', 'documents required', 'documents received', 'refuse');
export type AgencyDecision = Static<typeof AgencyDecision>;

/** A line of an agency, by its places from 1: of the entry, of the tariff number within it, of the agency below that. */
export const AgencyPlace = Type.Object({
  line: Type.Integer({ minimum: 1 }),
  tariff: Type.Integer({ minimum: 1 }),
  pgaLine: Type.Integer({ minimum: 1 }),
});

/** Somebody of a partner government agency decides on lines of an entry that have data for the agency. */
export const AgencyDecisionOrdered = contract({
  type: 'gateway.agency-decision-ordered',
  version: 1,
  owner: 'gateway',
  describes: 'A partner government agency decided on what was filed for it: may proceed, hold, documents, refuse',
  subject: 'the entry: filer code and entry number',
  schema: Type.Object({
    origin: FilingOrigin,
    filerCode: Type.String(),
    entryNumber: Type.String(),
    /** Code of Appendix V; one of the account that orders. */
    agency: Type.String(),
    decision: AgencyDecision,
    /** Null for all lines of the agency. */
    lines: Nullable(Type.Array(AgencyPlace)),
    note: Nullable(Type.String()),
    documentType: Nullable(Type.String()),
    reasonCode: Nullable(Type.String()),
    officer: Type.String(),
  }),
  example: {
    origin: { ...exampleOrigin, channel: 'json' },
    filerCode: 'B76',
    entryNumber: '03245278',
    agency: 'FDA',
    decision: 'hold',
    lines: [{ line: 1, tariff: 1, pgaLine: 1 }],
    note: 'Sample to be taken',
    documentType: null,
    reasonCode: null,
    officer: 'N. Haddad',
  },
});
export type AgencyDecisionOrdered = DataOf<typeof AgencyDecisionOrdered>;

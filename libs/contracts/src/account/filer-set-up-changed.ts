import { type Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { CustomsDate, Instant, Nullable, OneOf } from '../shapes';

const Days = { from: CustomsDate, to: Nullable(CustomsDate) };
const Port = Type.String({ pattern: '^[0-9]{4}$' });
const Office = Type.String({ pattern: '^[A-Z0-9]{0,2}$' });

/** A party of ABI that was set up beforehand: a filer or preparer at ports, with or without an office (Batch & Block Control v23, pp. B&B-13..17). */
const Party = Type.Object({
  /** `filer`: named in columns 4-10 of B; `preparer`: in columns 47-53. */
  as: OneOf('filer', 'preparer'),
  /** Of a filer the ports at which it files, of a preparer those of its own location; none for every port. */
  ports: Type.Array(Port),
  /** Office code agreed upon; empty for none. */
  office: Office,
  /** Applications it may use: `SE`, `AE`, `CQ`. */
  applications: Type.Array(Type.String({ pattern: '^[A-Z$%][A-Z0-9]$' })),
  /** Of a preparer: ports whose blocks it may prepare; none for every port. */
  processingPorts: Type.Array(Port),
  /** Who may transmit for it: site, sender code and office of the A record. */
  senders: Type.Array(
    Type.Object({
      site: Type.String({ pattern: '^[A-Z0-9]{1,4}$' }),
      id: Type.String({ pattern: '^[A-Z0-9]{1,3}$' }),
      office: Office,
    }),
  ),
  ...Days,
});

/** How a filer takes part in statements (Entry Summary Create/Update, July 2026, usage note (y), pp. ESF-174..176). */
export const StatementProfile = Type.Object({
  /** Its summaries may be paid on a statement. */
  authorised: Type.Boolean(),
  /** It groups what is on a statement by branches of its clients, which each summary on one then names. */
  clientBranches: Type.Boolean(),
  /** The working day of the month on which its periodic statement is made, the eleventh at the latest; null where it chose none. */
  periodicDay: Nullable(Type.Integer({ minimum: 1, maximum: 11 })),
});
export type StatementProfile = Static<typeof StatementProfile>;

/** How a filer is set up for ABI. Days are the first and the last one; null while no end is known. */
export const FilerSetUp = Type.Object({
  filesAs: OneOf('broker', 'self-filer'),
  /** A broker's national permit (19 CFR 111.2(b)). */
  nationalPermit: Nullable(Type.Object({ number: Type.String({ minLength: 1, maxLength: 20 }), ...Days })),
  /** Ports for which a broker without a national permit has a local one. */
  localPermitPorts: Type.Array(Port),
  parties: Type.Array(Party),
  /** Left out while nothing is said of statements: what summaries say of theirs is believed. */
  statements: Type.Optional(StatementProfile),
});
export type FilerSetUp = Static<typeof FilerSetUp>;

/** The whole set-up of one filer code, as it stands now. */
export const FilerSetUpChanged = contract({
  type: 'account.filer-set-up-changed',
  version: 1,
  owner: 'account',
  describes: 'The set-up of a filer for ABI was made or changed: its offices, preparers, permits and senders',
  subject: 'the filer',
  schema: Type.Object({
    filerCode: Type.String({ pattern: '^[A-Z0-9]{3}$' }),
    revision: Type.Integer({ minimum: 1 }),
    changedAt: Instant,
    setUp: FilerSetUp,
  }),
  example: {
    filerCode: 'B76',
    revision: 2,
    changedAt: '2026-11-21T14:05:09.120Z',
    setUp: {
      filesAs: 'broker',
      nationalPermit: { number: '99-00123', from: '2022-12-19', to: null },
      localPermitPorts: [],
      parties: [
        {
          as: 'filer',
          ports: ['2704'],
          office: '',
          applications: ['SE', 'AE', 'CQ'],
          processingPorts: [],
          senders: [{ site: '2704', id: 'B76', office: '' }],
          from: '2026-01-01',
          to: null,
        },
        {
          as: 'preparer',
          ports: ['5301'],
          office: '01',
          applications: ['SE', 'AE'],
          processingPorts: [],
          senders: [{ site: '2704', id: 'B76', office: '' }],
          from: '2026-01-01',
          to: null,
        },
      ],
    },
  },
});
export type FilerSetUpChanged = DataOf<typeof FilerSetUpChanged>;

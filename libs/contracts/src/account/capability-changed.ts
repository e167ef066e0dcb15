import { Static, Type } from '@sinclair/typebox';
import { contract, DataOf } from '../contract';
import { Instant, Nullable, OneOf, Uuid } from '../shapes';

/** Somebody to whom a capability is opened, from an instant on and up to another; both are told before they come. */
export const CapabilityAdmission = Type.Object({
  admissionId: Uuid,
  who: OneOf('everybody', 'account', 'importer number', 'filer code', 'SCAC'),
  /** Of an account. */
  accountId: Nullable(Uuid),
  /** Normal form of a number or code, such as `12-345678900`. */
  identity: Nullable(Type.String()),
  from: Instant,
  to: Nullable(Instant),
});
export type CapabilityAdmission = Static<typeof CapabilityAdmission>;

/** A capability and those of its admissions that changed; one that is not named stays as it was told last. What nobody is admitted to is open to nobody. */
export const CapabilityChanged = contract({
  type: 'account.capability-changed',
  version: 1,
  owner: 'account',
  describes: 'A capability was registered, opened to accounts, or taken from some',
  subject: 'the capability',
  schema: Type.Object({
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{1,39}$' }),
    version: Type.Integer({ minimum: 1 }),
    name: Type.String(),
    admissions: Type.Array(CapabilityAdmission),
  }),
  example: {
    code: 'periodic-statement',
    version: 3,
    name: 'Periodic monthly statement',
    admissions: [
      {
        admissionId: '5b1c7c0e-3a55-4f53-9a71-3e3a9c0d7701',
        who: 'account',
        accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
        identity: null,
        from: '2026-11-21T14:05:09.120Z',
        to: null,
      },
    ],
  },
});
export type CapabilityChanged = DataOf<typeof CapabilityChanged>;

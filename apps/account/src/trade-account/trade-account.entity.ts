import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Rank, Viewer } from '#access';
import type { IdentifierKind } from './identifier.rules';
import type { SuretyAgent } from './surety-agent.rules';
import type { TrustedStanding } from './trusted-standing.rules';

@Entity('account')
export class TradeAccountEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text', { array: true })
  kinds: string[];

  @Column('text', { array: true })
  ports: string[];

  @Column('jsonb')
  trusted: TrustedStanding[];

  /** Of a surety: who may file bonds for it. */
  @Column('jsonb', { name: 'surety_agents', default: [] })
  suretyAgents: SuretyAgent[];

  /** Of the standing that the Centers told of last; 0 where they never did. */
  @Column('integer', { name: 'standing_revision', default: 0 })
  standingRevision: number;

  @Column('boolean')
  active: boolean;

  @Column('integer')
  version: number;

  @Column('text', { name: 'abi_site', nullable: true })
  abiSite: string | null;

  @Column('text', { name: 'abi_id', nullable: true })
  abiId: string | null;

  @Column('text', { name: 'abi_password_hash', nullable: true })
  abiPasswordHash: string | null;

  /** When the ABI password is taken no more; null for one without end. */
  @Column('timestamptz', { name: 'abi_password_until', nullable: true })
  abiPasswordUntil: Date | null;

  /** How many days before its end the account was told of it last. */
  @Column('integer', { name: 'abi_password_warned', nullable: true })
  abiPasswordWarned: number | null;

  /** Why it is not active; null for one that is, or that an operator closed. */
  @Column('text', { name: 'left_as', nullable: true })
  leftAs: 'suspended' | 'deactivated' | 'merged' | null;

  @Column('text', { name: 'left_why', nullable: true })
  leftWhy: string | null;

  @Column('uuid', { name: 'merged_into', nullable: true })
  mergedInto: string | null;

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}

/** A number or code of an account, from an instant on and, when it has ended, up to another. */
@Entity('account_identifier')
export class IdentifierEntity {
  @PrimaryColumn('bigint', { generated: 'identity', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('text')
  kind: IdentifierKind;

  @Column('text')
  value: string;

  @Column('text')
  identity: string;

  /** Sub-accounts under the number; none for the one that its kind stands for. */
  @Column('text', { array: true })
  roles: string[];

  @Column('timestamptz', { name: 'valid_from' })
  validFrom: Date;

  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo: Date | null;
}

@Entity('api_key')
export class ApiKeyEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('text')
  hash: string;

  @Column('text', { nullable: true })
  person: string | null;

  /** For what, in its owner's words. */
  @Column('text', { nullable: true })
  label: string | null;

  /** Set where it belongs to one of the account's people. */
  @Column('uuid', { name: 'person_id', nullable: true })
  personId: string | null;

  @Column('jsonb', { nullable: true })
  leaves: Rank['leaves'];

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil: Date | null;

  @Column('text', { array: true })
  addresses: string[];

  @Column('text', { name: 'issued_by', nullable: true })
  issuedBy: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}

/** A person, known by an e-mail address. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  email: string;

  /** Normal form: two spellings of one address have the same. */
  @Column('text', { name: 'email_identity' })
  emailIdentity: string;

  @Column('timestamptz', { name: 'known_since' })
  knownSince: Date;
}

/** A role that a person has in an account from an instant on and, when it has an end, up to another. */
@Entity('person_role')
export class PersonRoleEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'account_id' })
  accountId: string;

  @Column('uuid', { name: 'person_id' })
  personId: string;

  @Column('text')
  role: Viewer;

  @Column('jsonb', { nullable: true })
  leaves: Rank['leaves'];

  @Column('text', { array: true })
  ports: string[];

  @Column('text', { nullable: true })
  center: string | null;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom: Date;

  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo: Date | null;

  @Column('text', { name: 'given_by' })
  givenBy: string;

  @Column('text')
  why: string;

  @Column('text', { name: 'ended_by', nullable: true })
  endedBy: string | null;

  @Column('text', { name: 'end_why', nullable: true })
  endWhy: string | null;
}

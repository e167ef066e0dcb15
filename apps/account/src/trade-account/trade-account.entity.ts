import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IdentifierKind } from './identifier.rules';
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

  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt: Date;
}

/** An importer number, filer code or SCAC of an account, from an instant on and, when it has ended, up to another. */
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

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt: Date | null;
}

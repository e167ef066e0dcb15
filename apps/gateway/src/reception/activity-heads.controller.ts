import { Controller, Get, Param, ParseUUIDPipe, Query, UseGuards } from '@nestjs/common';
import { ApiExcludeController, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type as OpenType } from '@sinclair/typebox';
import {
  type ActivityHeadsPage,
  ActivityHeadsRequest,
  type ActivityTreeHeld,
  headKeys,
  keyIdOf,
  publicKeyText,
} from '#contracts';
import { AnswersOk, OpenTo, OperationsGuard, Problems, WholeNumber } from '#service';
import type { Account } from '../account/account';
import { Caller, ForAccounts } from '../edge/for-accounts';
import { GatewayConfig } from '../config/gateway.config';
import { ActivityTreeRepository, type HeldTreeHead } from '../activity-heads/activity-tree.repository';
import { ActivityHeadsRepository } from '../activity-heads/activity-heads.repository';

class HeadsQuery {
  @ApiPropertyOptional({ default: 0, description: '`id` of the last head already read' })
  @WholeNumber(0)
  after = 0;

  @ApiPropertyOptional({ default: 1000, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 1_000;
}

class TreeHeadsQuery {
  @ApiPropertyOptional({ description: '`id` of the last head already read' })
  @WholeNumber(1)
  before = Number.MAX_SAFE_INTEGER;

  @ApiPropertyOptional({ default: 100, maximum: 1000 })
  @WholeNumber(1, 1_000)
  limit = 100;
}

const TreeHeadsSchema = OpenType.Object({
  heads: OpenType.Array(
    OpenType.Object({
      id: OpenType.Integer(),
      size: OpenType.Integer({ description: 'Number of entries in the tree, of all logs' }),
      rootHash: OpenType.String({ description: 'Root of the Merkle tree over them (RFC 6962), hexadecimal' }),
      signedAt: OpenType.String({ format: 'date-time' }),
      keyId: OpenType.String(),
      signature: OpenType.String({ description: 'Ed25519, base64' }),
      heardAt: OpenType.String({ format: 'date-time' }),
    }),
  ),
  next: OpenType.Union([OpenType.Integer(), OpenType.Null()], {
    description: 'The `before` of the next page; null at the end',
  }),
});

const KeySchema = OpenType.Object({
  keyId: OpenType.String(),
  algorithm: OpenType.Literal('Ed25519'),
  publicKey: OpenType.String({ description: 'SubjectPublicKeyInfo (DER), base64' }),
});

export interface PublicKeyView {
  readonly keyId: string;
  readonly algorithm: 'Ed25519';
  readonly publicKey: string;
}

const publicKeysOf = ({ ACTIVITY_PUBLIC_KEYS }: GatewayConfig): PublicKeyView[] =>
  [...headKeys(ACTIVITY_PUBLIC_KEYS).values()].map((key) => ({
    keyId: keyIdOf(key),
    algorithm: 'Ed25519',
    publicKey: publicKeyText(key),
  }));

/** By which partners see for themselves that their activity log is what it was. */
@ApiTags('Look-ups')
@Controller('activity')
export class ActivityHeadsController {
  private readonly keys: readonly PublicKeyView[];

  constructor(
    private readonly repository: ActivityHeadsRepository,
    private readonly tree: ActivityTreeRepository,
    config: GatewayConfig,
  ) {
    this.keys = publicKeysOf(config);
  }

  @Get('heads')
  @ForAccounts('see', 'activity log')
  @ApiOperation({
    summary: 'How far your activity log reached, signed, in the order in which the gateway heard it',
    operationId: 'readActivityHeads',
  })
  @AnswersOk('Signed heads, kept apart from the log.', ActivityHeadsRequest.answer)
  @Problems('not-authenticated', 'not-valid', 'look-up-unavailable')
  heads(@Query() { after, limit }: HeadsQuery, @Caller() { accountId }: Account): Promise<ActivityHeadsPage> {
    return this.repository.page(accountId, after, limit);
  }

  @Get('tree')
  @OpenTo('everybody')
  @ApiOperation({
    summary: 'How far the tree over the activity logs of all accounts reached, signed, the newest first',
    operationId: 'readActivityTree',
  })
  @AnswersOk(
    'Signed heads of the tree, kept apart from the logs. Nobody needs an API key to read them.',
    TreeHeadsSchema,
  )
  @Problems('not-valid', 'look-up-unavailable')
  async treeHeads(@Query() { before, limit }: TreeHeadsQuery): Promise<{ heads: HeldTreeHead[]; next: number | null }> {
    const heads = await this.tree.page(before, limit);
    return { heads, next: heads.length === limit ? heads.at(-1)!.id : null };
  }

  @Get('keys')
  @OpenTo('everybody')
  @ApiOperation({
    summary: 'Public keys by which signed heads are checked, earlier ones too',
    operationId: 'readActivityKeys',
  })
  @AnswersOk('The keys. Nobody needs an API key to read them.', OpenType.Object({ keys: OpenType.Array(KeySchema) }))
  publicKeys(): { keys: readonly PublicKeyView[] } {
    return { keys: this.keys };
  }
}

/** For the verification by the account service. */
@ApiExcludeController()
@Controller('operations/activity-heads')
@UseGuards(OperationsGuard)
export class ActivityHeadsOperationsController {
  constructor(private readonly repository: ActivityHeadsRepository) {}

  @Get(':accountId')
  heads(
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() { after, limit }: HeadsQuery,
  ): Promise<ActivityHeadsPage> {
    return this.repository.page(accountId, after, limit);
  }
}

const PUBLISHED = 30;

/** For the public status page. */
@ApiExcludeController()
@Controller('operations/activity-tree')
@UseGuards(OperationsGuard)
export class ActivityTreeOperationsController {
  constructor(
    private readonly tree: ActivityTreeRepository,
    private readonly config: GatewayConfig,
  ) {}

  /** The newest heads, the newest first, with the public keys. */
  @Get()
  async newest(): Promise<ActivityTreeHeld> {
    const heads = await this.tree.page(Number.MAX_SAFE_INTEGER, PUBLISHED);
    return { heads: heads.map(({ id: _, ...head }) => head), keys: publicKeysOf(this.config) };
  }
}

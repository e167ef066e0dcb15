import { Controller, Get, Param, ParseIntPipe, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsUUID, Length } from 'class-validator';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Asker, type Asking, For, may } from '#access';
import { instantAsked, Problem, Sends, WholeNumber } from '#service';
import type { ChainedEntry } from './activity-chain.rules';
import { ActivityExport, type ExportFormat } from './activity-export';
import { type ActivitySearch, cursorOf, searchActivity, searchedUpTo } from './activity-search';
import { consistencyProof, inclusionProofs } from './activity-tree';
import { type KeptTreeHead, lastTreeHead, leavesOf, treeHeads } from './activity-tree.repository';

class Searched {
  @IsOptional()
  @Length(1, 200)
  subject?: string;

  @IsOptional()
  @Length(1, 200)
  person?: string;

  @IsOptional()
  @Length(4, 4)
  port?: string;

  @IsOptional()
  @Length(1, 20)
  center?: string;

  @IsOptional()
  @Length(1, 100)
  kind?: string;

  @IsOptional()
  @Length(1, 40)
  from?: string;

  @IsOptional()
  @Length(1, 40)
  to?: string;
}

class SearchQuery extends Searched {
  @IsOptional()
  @IsUUID()
  account?: string;

  /** `next` of the page before. */
  @IsOptional()
  @Length(1, 100)
  after?: string;

  @WholeNumber(1, 1_000)
  limit = 100;
}

class ExportQuery extends Searched {
  @IsIn(['jsonl', 'csv'])
  format: ExportFormat = 'jsonl';

  /** Size of the tree head that the reader kept: the export proves that its own continues it. */
  @WholeNumber(0)
  since = 0;
}

class HeadsQuery {
  @WholeNumber(0)
  after = 0;

  @WholeNumber(1, 1_000)
  limit = 1_000;
}

class ConsistencyQuery {
  @WholeNumber(1)
  earlier!: number;

  @WholeNumber(1)
  size!: number;
}

const asked = ({ subject, person, port, center, kind, from, to }: Searched): ActivitySearch => ({
  ...(subject !== undefined && { subject }),
  ...(person !== undefined && { person }),
  ...(port !== undefined && { port }),
  ...(center !== undefined && { center }),
  ...(kind !== undefined && { kind }),
  ...(from !== undefined && { from: instantAsked('from', from)! }),
  ...(to !== undefined && { to: instantAsked('to', to)! }),
});

/** All logs searched, and the tree over them with its proofs. */
@Controller()
@For('see', 'activity log')
export class ActivityTreeController {
  constructor(
    private readonly source: DataSource,
    private readonly exports: ActivityExport,
  ) {}

  /** Entries that fit all that is asked, of one log or, for CBP, of all, in the order of recording. `next` is the `after` of the following page, null when there is no more at this moment. */
  @Get('activity')
  async search(
    @Asker() asking: Asking,
    @Query() query: SearchQuery,
  ): Promise<{ entries: ChainedEntry[]; next: string | null }> {
    const after = query.after === undefined ? null : searchedUpTo(query.after);
    if (query.after !== undefined && !after)
      throw new Problem('not-valid', '`after` is none that was handed out.', [
        { at: '/after', text: 'the `next` of the page before' },
      ]);
    const account = query.account ?? (may(asking, 'see', 'activity log', 'any') ? undefined : asking.account.accountId);
    if (account !== undefined) requireLog(asking, account);
    const search = { ...asked(query), ...(account !== undefined && { account }) };
    const entries = await searchActivity(this.source.manager, search, after, query.limit);
    return { entries, next: entries.length === query.limit ? cursorOf(entries.at(-1)!) : null };
  }

  /** Signed heads of the tree, oldest first. */
  @Get('activity-tree/heads')
  async heads(@Query() { after, limit }: HeadsQuery): Promise<{ heads: KeptTreeHead[]; next: number | null }> {
    const heads = await treeHeads(this.source.manager, after, limit);
    return { heads, next: heads.length === limit ? heads.at(-1)!.id : null };
  }

  /** Proof that the tree of `size` leaves begins with the one of its first `earlier` leaves. Hashes in hexadecimal. */
  @Get('activity-tree/consistency')
  async consistency(
    @Query() { earlier, size }: ConsistencyQuery,
  ): Promise<{ earlier: number; size: number; path: string[] }> {
    const head = await this.lastHead();
    if (earlier > size || size > head.size)
      throw new Problem('not-valid', `The tree that was signed last has ${head.size} leaves.`, [
        { at: '/size', text: `from ${earlier} to ${head.size}` },
      ]);
    return { earlier, size, path: await consistencyProof(this.source.manager, earlier, size) };
  }

  /** Proof that an entry is in the tree that was signed last. Hashes in hexadecimal, from the leaf upwards. */
  @Get('accounts/:accountId/activity/:sequence/proof')
  async inclusion(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('sequence', ParseIntPipe) sequence: number,
  ): Promise<{ head: KeptTreeHead; leaf: number; path: string[] }> {
    requireLog(asking, accountId);
    const head = await this.lastHead();
    const places = Number.isSafeInteger(sequence)
      ? await leavesOf(this.source.manager, [{ accountId, sequence }])
      : new Map<string, number>();
    const leaf = places.get(`${accountId} ${sequence}`);
    if (leaf === undefined || leaf >= head.size)
      throw new Problem('not-found', `Entry ${sequence} of this log is in no tree that was signed yet.`);
    const [path] = await inclusionProofs(this.source.manager, [leaf], head.size);
    return { head, leaf, path: path! };
  }

  /** The log of an account, or what of it fits: JSON Lines with all proofs, for `npm run verify-log`, or CSV. */
  @Sends('application/jsonl')
  @Get('accounts/:accountId/activity/export')
  async export(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Query() query: ExportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireLog(asking, accountId);
    const { format, since } = query;
    const person = asking.person ?? asking.account.name;
    const lines = await this.exports.begin({ accountId, search: asked(query), format, since, person });
    await reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="activity-log-${accountId}.${format}"`)
      .send(Readable.from(lines));
  }

  private async lastHead(): Promise<KeptTreeHead> {
    const head = await lastTreeHead(this.source.manager);
    if (head) return head;
    throw new Problem('not-found', 'The tree of activity logs was not signed yet.');
  }
}

/** What may not be seen is not there. */
const requireLog = (asking: Asking, accountId: string): void => {
  const relation = asking.account.accountId === accountId ? 'own' : 'any';
  if (!may(asking, 'see', 'activity log', relation))
    throw new Problem('not-found', `There is no account ${accountId}.`);
};

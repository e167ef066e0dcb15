import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Asker, type Asking, Does, For, may } from '#access';
import { accountSubject } from '#contracts';
import { ONE_LINE } from '#kernel';
import { actingPerson, instantAsked, Problem, Sends, WholeNumber } from '#service';
import type { ChainedEntry } from './activity-chain.rules';
import { type ActivityHold, ActivityHolds } from './activity-holds';
import { ActivityExport, type ExportFormat } from './activity-export';
import { type ActivitySearch, cursorOf, searchActivity, searchedUpTo } from './activity-search';
import { consistencyProof, inclusionProofs } from './activity-tree';
import { withMerged } from './merged-logs';
import { OwnLooks } from './own-looks';
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

class LogHoldOrder {
  /** Why, in one line. */
  @IsString()
  @Length(2, 300)
  @Matches(ONE_LINE)
  reason: string;
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
    private readonly looks: OwnLooks,
    private readonly holds: ActivityHolds,
  ) {}

  /** Entries that fit all that is asked, of one log with those of accounts merged into it or, for CBP, of all, in the order of recording. `next` is the `after` of the following page, null when there is no more at this moment. */
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
    if (account !== undefined) await this.requireLog(asking, account);
    const parts =
      account === undefined ? null : [...new Set([account, ...(await withMerged(this.source.manager, account))])];
    const search = { ...asked(query), ...(parts && { accounts: parts }) };
    const entries = await searchActivity(this.source.manager, search, after, query.limit);
    const logs = new Set(entries.map(({ accountId }) => accountId)).add(account ?? asking.account.accountId);
    await this.looks.tell(
      asking,
      'the activity log',
      [...logs].map((id) => ({ accountIds: [id], kind: 'activity log', subject: accountSubject(id) })),
    );
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
    await this.requireLog(asking, accountId);
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
    await this.requireLog(asking, accountId);
    const { format, since } = query;
    const person = asking.person ?? asking.account.name;
    const lines = await this.exports.begin({ accountId, search: asked(query), format, since, person });
    await reply
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
      .header('content-disposition', `attachment; filename="activity-log-${accountId}.${format}"`)
      .send(Readable.from(lines));
  }

  /** Legal holds on the log of an account, the oldest first. */
  @Get('accounts/:accountId/activity/holds')
  @Does('see', 'legal hold')
  async listHolds(@Param('accountId', ParseUUIDPipe) accountId: string): Promise<{ holds: ActivityHold[] }> {
    return { holds: await this.holds.list(accountId) };
  }

  /** Places a legal hold: nothing of the log is removed by policy until it is lifted. */
  @Post('accounts/:accountId/activity/holds')
  @Does('change', 'legal hold')
  placeHold(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Body() { reason }: LogHoldOrder,
  ): Promise<ActivityHold> {
    return this.holds.place(accountId, reason, actingPerson(asking.person));
  }

  /** Lifts a legal hold. */
  @Post('accounts/:accountId/activity/holds/:holdId/lift')
  @Does('change', 'legal hold')
  @HttpCode(200)
  liftHold(
    @Asker() asking: Asking,
    @Param('accountId', ParseUUIDPipe) accountId: string,
    @Param('holdId', ParseUUIDPipe) holdId: string,
    @Body() { reason }: LogHoldOrder,
  ): Promise<ActivityHold> {
    return this.holds.lift(accountId, holdId, reason, actingPerson(asking.person));
  }

  private async lastHead(): Promise<KeptTreeHead> {
    const head = await lastTreeHead(this.source.manager);
    if (head) return head;
    throw new Problem('not-found', 'The tree of activity logs was not signed yet.');
  }

  /** What may not be seen is not there. The log of an account that was merged is its successor's own. */
  private async requireLog(asking: Asking, accountId: string): Promise<void> {
    const isOwn =
      asking.account.accountId === accountId ||
      (await withMerged(this.source.manager, asking.account.accountId)).includes(accountId);
    if (!may(asking, 'see', 'activity log', isOwn ? 'own' : 'any'))
      throw new Problem('not-found', `There is no account ${accountId}.`);
  }
}

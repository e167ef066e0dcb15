import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { Asker, type Asking, Does, For, Looks } from '#access';
import { EntrySummaryFiled, entrySubject, kindOf } from '#contracts';
import { WholeNumber } from '#service';
import { centerAsked, isOfPort, requireOwnPort, requireSight, specialistOf } from '../people/center-people';
import { type TeamLoad, type WorkItemHistory, WorkLists } from './work-lists';
import { MOST_AT_ONCE, WorkDesk } from './work-desk';
import type { WorkItem, WorkItemView } from './work-item';
import { workItemStates } from './work-item.states';

const ITEM = /^\d{1,18}$/;
const STATES = workItemStates.states.filter((state) => state !== 'without a Center');
const LISTED = 100;

export class CenterQuery {
  /** A Center such as `CEE009`; the own where it is left out. */
  @IsOptional()
  @Matches(/^CEE\d{3}$/)
  center: string | null = null;
}

export class WorkQuery extends CenterQuery {
  /** For people of ports: one of theirs; all of theirs where it is left out. */
  @IsOptional()
  @Matches(/^\d{4}$/)
  port: string | null = null;

  /** One entry, in whatever state it is: `B76-0324527-8`. */
  @IsOptional()
  @Matches(/^[A-Z0-9]{3}-?\d{7}-?\d$/)
  entryNumber: string | null = null;

  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;

  /** A person: those that the person has, or, of open ones, those set aside for the person. */
  @IsOptional()
  @IsUUID()
  personId: string | null = null;

  @IsIn(STATES)
  state = 'open';

  /** The `next` of the page before. */
  @IsOptional()
  @Matches(/^\d{1,10}\.\d{1,18}$/)
  after: string | null = null;

  @WholeNumber(1, 200)
  limit = 50;
}

export class WorkWanted {
  /** A team of the own Center; any of them where it is left out. */
  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;

  @IsInt()
  @Min(1)
  @Max(MOST_AT_ONCE)
  count = 1;
}

class Reason {
  /** In a sentence; it stays with the item. */
  @IsString()
  @Length(2, 300)
  @Matches(/^[^\p{C}]*$/u, { message: 'why must be one line of text' })
  why: string;
}

export class WorkGivenBack extends Reason {}

export class WorkReassigned extends Reason {
  /** For whom it is set aside; nobody where it is left out. */
  @IsOptional()
  @IsUUID()
  personId: string | null = null;

  /** Another team of the Center. */
  @IsOptional()
  @Matches(/^\d{3}$/)
  team: string | null = null;
}

export class ItemPlace {
  @Matches(ITEM)
  itemId: string;
}

/** The work of the Centers, and what ports may see of it. People of another Center or port are refused. */
@Controller()
@For('see', 'work item')
export class WorkController {
  constructor(
    private readonly desk: WorkDesk,
    private readonly lists: WorkLists,
    private readonly looks: Looks,
  ) {}

  /** Work items of a Center by priority, due date and age; of a team, or of a specialist. For people of ports entries that were made there and are of no Center; by its number any that was made there. */
  @Get('work-items')
  async list(
    @Asker() asking: Asking,
    @Query() query: WorkQuery,
  ): Promise<{ items: WorkItemView[]; next: string | null }> {
    const { center, port, entryNumber, ...rest } = query;
    const asked = { ...rest, entryNumber: entryNumber?.replaceAll('-', '') ?? null };
    const isPort = isOfPort(asking);
    if (isPort && port !== null) requireOwnPort(asking.ports, port);
    const at = isPort ? { ports: port === null ? asking.ports : [port] } : centerAsked(asking, center);
    const page = await this.lists.page({ ...asked, at });
    // Who asks for one entry looks at it; a list is work to choose from.
    if (entryNumber !== null)
      for (const { itemId } of page.items) await this.tellLook(asking, await this.lists.item(String(itemId)));
    return page;
  }

  /** Workload of each team, and what will be late at its pace. */
  @Get('workload')
  async load(@Asker() asking: Asking, @Query() query: CenterQuery): Promise<{ center: string; teams: TeamLoad[] }> {
    const center = centerAsked(asking, query.center);
    return { center, teams: await this.lists.load(center) };
  }

  /** Takes the next items: first those set aside for who asks, then those of the team. Fewer, or none, where nothing is left. */
  @Post('work-items/takes')
  @Does('change', 'work item')
  @HttpCode(200)
  async takeNext(@Asker() asking: Asking, @Body() wanted: WorkWanted): Promise<{ items: WorkItemView[] }> {
    return { items: await this.lists.views(await this.desk.takeNext(asking, wanted)) };
  }

  /** A work item with its history. The account is told that it was looked at. */
  @Get('work-items/:itemId')
  async read(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
  ): Promise<{ item: WorkItemView; history: WorkItemHistory[] }> {
    const item = await this.lists.item(itemId);
    requireSight(asking, item);
    await this.tellLook(asking, item);
    return { item: await this.viewed(item), history: (await this.lists.history(itemId)).slice(-LISTED) };
  }

  /** Takes this item. */
  @Post('work-items/:itemId/takes')
  @Does('change', 'work item')
  @HttpCode(200)
  async take(@Asker() asking: Asking, @Param() { itemId }: ItemPlace): Promise<WorkItemView> {
    return this.viewed(await this.desk.takeOne(asking, itemId));
  }

  /** Keeps an item for another lease. */
  @Post('work-items/:itemId/renewals')
  @Does('change', 'work item')
  @HttpCode(200)
  async renew(@Asker() asking: Asking, @Param() { itemId }: ItemPlace): Promise<WorkItemView> {
    return this.viewed(await this.desk.renew(asking, itemId));
  }

  /** Gives an item back to its team. */
  @Post('work-items/:itemId/returns')
  @Does('change', 'work item')
  @HttpCode(200)
  async giveBack(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
    @Body() { why }: WorkGivenBack,
  ): Promise<WorkItemView> {
    return this.viewed(await this.desk.giveBack(asking, itemId, why));
  }

  /** Sets an item aside for a specialist, or gives it to another team of the Center. */
  @Post('work-items/:itemId/reassignments')
  @Does('change', 'distribution of work')
  @HttpCode(200)
  async reassign(
    @Asker() asking: Asking,
    @Param() { itemId }: ItemPlace,
    @Body() order: WorkReassigned,
  ): Promise<WorkItemView> {
    specialistOf(asking);
    return this.viewed(await this.desk.reassign(asking, itemId, order));
  }

  private tellLook(asking: Asking, item: WorkItem): Promise<void> {
    return this.looks.tell(asking, `work item ${item.id}`, () => [
      { accountIds: [item.accountId], kind: kindOf(EntrySummaryFiled).kind, subject: entrySubject(item) },
    ]);
  }

  private async viewed(item: WorkItem): Promise<WorkItemView> {
    const [view] = await this.lists.views([item]);
    return view!;
  }
}

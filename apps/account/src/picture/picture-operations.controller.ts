import { Body, Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { IsString, Length } from 'class-validator';
import { OperationsGuard } from '#service';
import { PictureRebuild, type RebuildView } from './picture-rebuild';
import { VISIBLE_WITHIN_SECONDS, Visibility, type LookedView, type VisibilityMinute } from './visibility';

export class RebuildOrder {
  /** Who orders it. */
  @IsString()
  @Length(2, 60)
  orderedBy: string;
}

/** How soon what was accepted is visible. */
export interface VisibilityView {
  readonly promisedWithinSeconds: number;
  readonly minutes: readonly VisibilityMinute[];
  /** Each view, list and search, the latest first. */
  readonly views: readonly LookedView[];
}

@Controller('operations/picture')
@UseGuards(OperationsGuard)
export class PictureOperations {
  constructor(
    private readonly rebuild: PictureRebuild,
    private readonly visibility: Visibility,
  ) {}

  /** Adds up all figures of the picture anew from its records, while messages come in. One at a time. */
  @Post('rebuilds')
  @HttpCode(202)
  order(@Body() { orderedBy }: RebuildOrder): Promise<RebuildView> {
    return this.rebuild.order(orderedBy);
  }

  /** Rebuilds of the figures and how far they are, the latest first. */
  @Get('rebuilds')
  async rebuilds(): Promise<{ rebuilds: RebuildView[] }> {
    return { rebuilds: await this.rebuild.list() };
  }

  /** How long it took, minute by minute, from the acceptance of filings until the picture showed them: of this replica in the last hour. */
  @Get('visibility')
  visible(): VisibilityView {
    return {
      promisedWithinSeconds: VISIBLE_WITHIN_SECONDS,
      minutes: this.visibility.read(),
      views: this.visibility.views(),
    };
  }
}

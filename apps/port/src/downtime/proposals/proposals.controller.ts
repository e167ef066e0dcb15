import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { IsISO8601, IsOptional } from 'class-validator';
import { Does, For } from '#access';
import { Takes } from '#service';
import { ActingOfficer } from '../../officers/acting-officer';
import type { Officer } from '../../officers/officer';
import { ComponentSightings } from '../../sightings/component-sightings';
import type { IncidentResult } from '../incidents/incident-log';
import { acceptance, dismissal, officerProposal, type Proposal, type ProposalWithStages } from './proposal';
import { ProposalDesk } from './proposal-desk';
import { ProposalWatch } from './proposal-watch.timer';
import { ProposalsRepository } from './proposals.repository';

export class ProposalsQuery {
  /** Also what was decided or went away, opened since this instant. */
  @IsOptional()
  @IsISO8601({ strict: true })
  since?: string;
}

/** What should perhaps be declared, for officers. */
@Controller('downtime/proposals')
@For('see', 'downtime')
export class ProposalsController {
  constructor(
    private readonly desk: ProposalDesk,
    private readonly watch: ProposalWatch,
    private readonly repository: ProposalsRepository,
    private readonly seen: ComponentSightings,
  ) {}

  /** What is proposed now, or was since an instant, with when the platform was looked at last: an old `seenAsOf` means that a newer fault would not be proposed. */
  @Get()
  async list(
    @Query() { since }: ProposalsQuery,
  ): Promise<{ seenAsOf: string | null; proposals: ProposalWithStages[] }> {
    const now = new Date();
    return {
      seenAsOf: this.seen.asOf,
      proposals: since
        ? (await this.repository.since(since)).map((proposal) => this.watch.withStages(proposal, now))
        : this.watch.open(now),
    };
  }

  /** Proposes that something be declared. */
  @Post()
  @Does('change', 'downtime')
  @Takes(officerProposal.schema, 'The proposal')
  propose(@ActingOfficer() officer: Officer, @Body() body: unknown): Promise<Proposal> {
    return this.desk.propose(officer, officerProposal.read(body));
  }

  /** Declares what was proposed. */
  @Post(':id/accept')
  @Does('change', 'downtime')
  @Takes(acceptance.schema, 'What is declared')
  accept(
    @ActingOfficer() officer: Officer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<IncidentResult & { proposal: Proposal }> {
    return this.desk.accept(officer, id, acceptance.read(body));
  }

  /** Leaves a proposal. */
  @Post(':id/dismiss')
  @Does('change', 'downtime')
  @HttpCode(200)
  @Takes(dismissal.schema, 'Why')
  dismiss(
    @ActingOfficer() officer: Officer,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
  ): Promise<Proposal> {
    return this.desk.dismiss(officer, id, dismissal.read(body));
  }
}

import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Asker, type Asking, Does, For } from '#access';
import type { TransportMode } from '#contracts';
import { Sends } from '#service';
import { sendPage } from '../../html/send-page';
import type { Looker } from '../../officers/officer';
import { portsAsked } from '../../officers/ports-asked';
import { Looking } from '../../officers/acting-officer';
import { ONE_LINE } from '#kernel';
import { unknown } from '../decisions/decision-desk';
import { renderPacket } from '../packet/packet';
import { portIn } from '../playbook/playbook-address';
import { MODES } from '../playbook/procedure/procedure';
import { type DeskCase, DeskCases } from './desk-case';
import { packetOf } from './desk-packet';
import { type PortCargo, PortCargoReader } from './port-cargo';
import { DeskLooks } from './desk-looks';
import { DeskSearch, type Found } from './desk-search';

export class SearchQuery {
  @IsString() @MinLength(2) @MaxLength(60) @Matches(ONE_LINE) q: string;
}

class CargoQuery {
  @IsString() port: string;
}

export class CaseQuery {
  /** Needed only for what the picture does not have. */
  @IsOptional() @IsString() port?: string;
  @IsOptional() @IsIn(MODES) mode?: TransportMode;
  /** Judged as a drill: by drills in force and decisions made in drills. */
  @Transform(({ value }) => value === 'true' || value === true) @IsBoolean() drill = false;
}

export type Looked = Pick<Looker, 'name' | 'person' | 'role' | 'ports'>;

/** What officers look up. It works with nothing alive but this service and its database. */
@ApiExcludeController()
@For('see', 'cargo at the desk')
@Controller('desk')
export class DeskController {
  constructor(
    private readonly search: DeskSearch,
    private readonly cases: DeskCases,
    private readonly looks: DeskLooks,
    private readonly portCargo: PortCargoReader,
  ) {}

  /** Who works at the desk, and at which ports; told by nothing but this service. Headquarters and auditors look at all ports, and none are named. */
  @Get('officer')
  officer(@Looking() { name, person, role, ports }: Looker): Looked {
    return { name, person, role, ports };
  }

  /** Bills, entries and decisions that a word, a number or a part of one leads to. */
  @Get('search')
  async find(@Query() { q }: SearchQuery, @Asker() asking: Asking): Promise<Found> {
    const { found } = await this.search.find(q, new Date());
    await this.looks.tell(asking, 'what a search at the desk found', found);
    return found;
  }

  /**
   * The last known picture of a port in short, the latest heard first, a thousand bills at the most: what a desk keeps to go on without a network.
   * It says nothing of whose the goods are, and is no look at anybody's; opening a case is.
   */
  @Get('cargo')
  cargo(@Looking() officer: Looker, @Query() { port }: CargoQuery): Promise<PortCargo> {
    portsAsked(officer, port);
    return this.portCargo.of(portIn(port), new Date());
  }

  /** As `GET`, for an importer's number too: that of a person does not stand in an address. */
  @Post('search')
  @HttpCode(200)
  findByBody(@Body() query: SearchQuery, @Asker() asking: Asking): Promise<Found> {
    return this.find(query, asking);
  }

  /** All that is known of a piece of cargo, and how to proceed with it. */
  @Get('cases/:reference')
  async case(
    @Asker() asking: Asking,
    @Looking() officer: Looker,
    @Param('reference') reference: string,
    @Query() query: CaseQuery,
  ): Promise<DeskCase> {
    const deskCase = await this.cases.of(officer, questionOf(reference, query), new Date());
    await this.looks.tell(asking, 'cargo at the desk', deskCase);
    return deskCase;
  }

  /** The papers of a piece of cargo, with codes to scan. */
  @Get('cases/:reference/packet')
  @Sends('text/html')
  async packet(
    @Asker() asking: Asking,
    @Looking() officer: Looker,
    @Param('reference') reference: string,
    @Query() query: CaseQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const now = new Date();
    const deskCase = await this.cases.of(officer, questionOf(reference, query), now);
    await this.looks.tell(asking, 'the papers of cargo at the desk', deskCase);
    sendPage(reply, renderPacket(packetOf(deskCase, null, now)));
  }

  /** The papers of one decision, with codes to scan. */
  @Get('decisions/:controlNumber/packet')
  @Does('see', 'decision on paper')
  @Sends('text/html')
  async packetOfDecision(
    @Asker() asking: Asking,
    @Looking() officer: Looker,
    @Param('controlNumber') controlNumber: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const now = new Date();
    const deskCase = await this.cases.of(
      officer,
      { reference: controlNumber, port: null, mode: null, drill: /^DR-/i.test(controlNumber) },
      now,
    );
    const decision = deskCase.decisions.find((d) => d.controlNumber === controlNumber.toUpperCase());
    if (!decision) throw unknown(controlNumber);
    await this.looks.tell(asking, `the papers of decision ${decision.controlNumber}`, deskCase);
    sendPage(
      reply,
      renderPacket(packetOf({ ...deskCase, port: decision.paper.port, mode: decision.paper.mode }, decision, now)),
    );
  }
}

const questionOf = (reference: string, { port, mode, drill }: CaseQuery) => ({
  reference: reference.slice(0, 60),
  port: port === undefined ? null : portIn(port),
  mode: mode ?? null,
  drill,
});

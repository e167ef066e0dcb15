import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ComponentStates } from '#contracts';
import { OperationsGuard } from '#service';
import { SummaryBoard } from '../summary/summary.board';
import { ComponentWatch } from './component-watch';

/** What is seen, for the port service: what may have to be declared, and how old what its desk knows may be. From memory. */
@ApiExcludeController()
@Controller('operations/component-states')
@UseGuards(OperationsGuard)
export class ComponentStatesController {
  constructor(
    private readonly board: SummaryBoard,
    private readonly watch: ComponentWatch,
  ) {}

  @Get()
  states(): ComponentStates {
    return {
      at: this.board.at,
      components: this.board.components.map(({ name, kind, state, since, reason, evidence }) => ({
        name,
        kind,
        state,
        since,
        reason,
        evidence: { ...evidence },
      })),
      gates: this.board.gates.map(({ module, direction, state, since, held, incidentNumber }) => ({
        module,
        direction,
        state,
        since,
        held,
        incidentNumber,
      })),
      standing: [...this.board.standing],
      processes: this.watch.startedProcesses(),
    };
  }
}

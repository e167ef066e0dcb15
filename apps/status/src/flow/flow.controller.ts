import { Controller, Get, Header } from '@nestjs/common';
import { OpenTo } from '#service';
import { FlowBook, type FlowsDocument } from './flow-book';

@OpenTo('everybody')
@Controller('status')
export class FlowController {
  constructor(private readonly flows: FlowBook) {}

  /** Readings of the last hour, as this process saw them: what waits, how long, how fast it comes and is answered. Served from memory. */
  @Get('flows.json')
  @Header('cache-control', 'max-age=5')
  @Header('access-control-allow-origin', '*')
  read(): FlowsDocument {
    return this.flows.document;
  }
}

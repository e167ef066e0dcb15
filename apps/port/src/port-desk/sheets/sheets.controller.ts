import { Controller, Get, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DowntimeBook } from '../../downtime/book/downtime-book';
import { sendPage } from '../../html/send-page';
import { For } from '#access';
import { OpenTo, Problem, Sends } from '#service';
import { modeIn, portIn } from '../playbook/playbook-address';
import { PlaybookShelf } from '../playbook/playbook-shelf';
import { roleOf, ROLES } from '../playbook/procedure/procedure';
import { renderSheet } from './sheet';

type Side = (typeof ROLES)[number]['side'];

/** One page for each role, mode and port, made from the procedure in force. The trade's are public; all are served from memory. */
@Controller()
export class SheetsController {
  constructor(
    private readonly shelf: PlaybookShelf,
    private readonly book: DowntimeBook,
  ) {}

  /** Any role's, for officers. */
  @Get('desk/sheets/:port/:mode/:role')
  @For('see', 'port playbook')
  @Sends('text/html')
  atTheDesk(
    @Param('port') port: string,
    @Param('mode') mode: string,
    @Param('role') role: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(port, mode, role, ['CBP', 'trade'], reply);
  }

  /** The trade's, for everyone. */
  @OpenTo('everybody')
  @Get('status/sheets/:port/:mode/:role')
  @Sends('text/html')
  forTheTrade(
    @Param('port') port: string,
    @Param('mode') mode: string,
    @Param('role') role: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.send(port, mode, role, ['trade'], reply);
  }

  private async send(
    portText: string,
    modeText: string,
    roleText: string,
    sides: readonly Side[],
    reply: FastifyReply,
  ): Promise<void> {
    const [port, mode, role] = [portIn(portText), modeIn(modeText), roleOf(roleText)];
    if (!role || !sides.includes(role.side)) {
      throw new Problem(
        'not-found',
        `There is no sheet for ${roleText} here: ${ROLES.filter(({ side }) => sides.includes(side))
          .map(({ id }) => id)
          .join(', ')}.`,
      );
    }
    const playbook = this.shelf.playbook(port, mode);
    // A downtime in earnest goes before a drill that is held at the same time.
    const downtime =
      (await this.book.coversNow({ port, mode })) ?? (await this.book.coversNow({ port, mode, drill: true }));
    sendPage(reply, renderSheet(playbook, role.id, { printedAt: new Date(), downtime, readAt: this.shelf.asOf }));
  }
}

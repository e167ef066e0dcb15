import type { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type as OpenType } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnswersOk, OpenTo, Problem, problemDocument, Problems, Sends, tooMany, VitalsReader } from '#service';
import type { WithRawBody } from '../edge/bodies';
import { acceptance, gatesPage, sayingsOf } from '../status-page/gates-page';
import { ownerOfPage, StatusPass } from '../status-page/status-pass';

const RETRY_AFTER_SECONDS = 10;
const SHEETS_AWAY = 'The sheets of the ports cannot be read at this moment: the port service does not answer.';

/**
 * The public status pages at the gateway's address too: reads, the stream of events and subscriptions are handed to the status
 * service as they come, the sheets of ports to the port service. While the status service does not answer, the gateway tells what it knows itself.
 */
@ApiTags('Look-ups')
@OpenTo('everybody')
@Controller('status')
export class StatusPageController {
  constructor(
    private readonly pass: StatusPass,
    private readonly vitals: VitalsReader,
  ) {}

  @Get('summary.json')
  @ApiOperation({ summary: 'State of the platform, open to everyone', operationId: 'readStatus' })
  @AnswersOk('Every component with its state.', OpenType.Object({}, { additionalProperties: true }))
  @Problems('look-up-unavailable')
  summary(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.hand(request, reply, null);
  }

  /** The public status pages, handed on by the status service. */
  @Get(['', '*'])
  @ApiExcludeEndpoint()
  @Sends('text/html')
  read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.hand(request, reply, null);
  }

  /** Subscriptions to notices, handed on by the status service. */
  @Post(['subscriptions', 'subscriptions/*'])
  @HttpCode(200)
  @ApiExcludeEndpoint()
  @Sends('text/html')
  subscribe(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.hand(request, reply, bodyOf(request));
  }

  private async hand(request: FastifyRequest, reply: FastifyReply, body: Buffer | null): Promise<void> {
    const path = request.raw.url ?? '/status';
    if (/(^|[/\\])\.\.([/\\]|$)/.test(decoded(path.split('?')[0]!)))
      throw new Problem('not-found', 'There is no such page.');
    const answer = await this.pass.hand(request, reply, path, body);
    if (answer === 'too many streams') {
      throw new Problem(
        'look-up-unavailable',
        'As many readers as this gateway serves follow the status live. The page itself, without following it live, is open to you.',
        [],
        30,
      );
    }
    if (answer === 'too many streams of one')
      throw tooMany(
        'As many readers of your network address as may do so follow the status live. The page itself is open to you.',
        RETRY_AFTER_SECONDS,
      );
    if (answer === 'away' && ownerOfPage(path) === 'port')
      throw new Problem('look-up-unavailable', SHEETS_AWAY, [], RETRY_AFTER_SECONDS);
    if (answer === 'away') return this.tellItself(request, reply);
    void reply.status(answer.status).headers(answer.headers);
    await reply.send(answer.body as Readable);
  }

  private async tellItself(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const known = await this.vitals.read();
    void reply.status(503).header('retry-after', String(RETRY_AFTER_SECONDS)).header('cache-control', 'no-store');
    if (request.headers.accept?.includes('text/html')) {
      void reply.header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      await reply.type('text/html; charset=utf-8').send(gatesPage(known));
      return;
    }
    const detail = ['The status service does not answer at this moment.', acceptance(known), ...sayingsOf(known)].join(
      ' ',
    );
    const problem = problemDocument(
      new Problem('look-up-unavailable', detail),
      String(reply.getHeader('x-correlation-id') ?? ''),
    );
    await reply
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify({ ...problem, at: known.at, gates: known.gates ?? [] }));
  }
}

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** The body as it was sent; of a form, one that says the same. */
const bodyOf = (request: FastifyRequest): Buffer => {
  const { rawBody } = request as WithRawBody;
  if (rawBody) return rawBody;
  if (Buffer.isBuffer(request.body)) return request.body;
  const fields = Object.entries((request.body ?? {}) as Record<string, string | string[]>);
  return Buffer.from(
    new URLSearchParams(
      fields.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
    ).toString(),
  );
};

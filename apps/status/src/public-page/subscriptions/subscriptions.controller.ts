import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsNotEmpty,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DowntimeModule, TransportMode } from '#contracts';
import { isPort } from '#reference';
import { Colleagues, hashApiKey, OpenTo, Problem, refusalOfAddress, Sends, tooMany } from '#service';
import { StatusConfig } from '../../config/status.config';
import { askerOf } from '../askers/asker';
import { send } from '../page/page.controller';
import { isSigned, type LinkPurpose } from './signed-link';
import { askedPage, confirmPage, donePage, subscribePage } from './subscription-pages';
import { Allowance } from './subscription.rules';
import {
  type DeliveryOfLog,
  type KnownSubscription,
  type Subscription,
  SubscriptionsRepository,
} from './subscriptions.repository';
import { Announcer } from './announcer';

const HOUR = 3_600_000;
const LOG_LINES = 100;
export const MODULES: readonly string[] = DowntimeModule.anyOf.map((literal) => literal.const);
export const MODES: readonly string[] = TransportMode.anyOf.map((literal) => literal.const);

/** A form sends one value, many, or words with commas between them. */
const AsList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    value === undefined || value === ''
      ? []
      : [value]
          .flat()
          .flatMap((one) => (typeof one === 'string' ? one.split(/[,\s]+(?=\d)|,\s*/) : [one]))
          .filter((one) => one !== ''),
  ) as PropertyDecorator;

class NewSubscription {
  @IsIn(['e-mail', 'webhook'])
  kind: 'e-mail' | 'webhook';

  @ValidateIf(({ kind }: NewSubscription) => kind === 'e-mail')
  @IsEmail()
  @MaxLength(254)
  address?: string;

  @ValidateIf(({ kind }: NewSubscription) => kind === 'webhook')
  @IsString()
  @MaxLength(2_000)
  url?: string;

  @AsList()
  @IsArray()
  @ArrayUnique()
  @IsIn(MODULES, { each: true })
  modules: string[] = [];

  @AsList()
  @IsArray()
  @ArrayUnique()
  @IsIn(MODES, { each: true })
  modes: string[] = [];

  @AsList()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^\d{4}$/, { each: true })
  ports: string[] = [];

  @Transform(({ value }) => value === true || value === 'true' || value === 'on')
  @IsBoolean()
  drills = false;
}

/** What was asked for; a webhook is told its secret and token here and nowhere else. */
export interface AskedSubscription extends NewSubscription {
  readonly state: 'asked';
  readonly id?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly deliveries?: string;
}

class LinkQuery {
  @IsNotEmpty()
  @IsString()
  @MaxLength(100)
  signature: string;
}

const HOLDERS = "holders of the subscription's own token or signed link";

/** Subscriptions to notices. Whoever is told has said so itself: by a button behind a link in an e-mail, or by taking the first message. */
@OpenTo('everybody')
@Controller('status')
export class SubscriptionsController {
  private readonly allowance: Allowance;

  constructor(
    private readonly subscriptions: SubscriptionsRepository,
    private readonly announcer: Announcer,
    private readonly config: StatusConfig,
    private readonly colleagues: Colleagues,
  ) {
    this.allowance = new Allowance(config.SUBSCRIPTIONS_PER_HOUR, HOUR);
  }

  /** The form to subscribe to notices. */
  @Get('subscribe')
  @Sends('text/html')
  form(@Res() reply: FastifyReply): Promise<void> {
    return send(reply, subscribePage());
  }

  /** Answers 202 for an e-mail address, 201 with secret and token for a webhook. */
  @Post('subscriptions')
  @Sends<AskedSubscription>('application/json')
  @ApiCreatedResponse({ description: 'A webhook' })
  @ApiAcceptedResponse({ description: 'An e-mail address' })
  async ask(@Body() wish: NewSubscription, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { kind, address, url, ...wishes } = wish;
    this.check(kind, url, wishes.ports);
    if (!this.allowance.take(askerOf(request, this.colleagues)))
      throw tooMany('Too many subscriptions were asked for from your network address.', 3_600);
    const asked = await this.subscriptions.ask(kind, kind === 'e-mail' ? address! : url!, wishes);
    // Whether an address is known is nobody's business: an e-mail that was asked for too often is answered like any other.
    if (asked === 'too often' && kind === 'webhook')
      throw tooMany('This address was subscribed three times today.', 86_400);
    this.announcer.lookSoon();
    if (String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded'))
      return send(reply.status(202), askedPage(kind));
    if (kind === 'webhook' && asked !== 'too often') {
      await reply.status(201).send({
        id: asked.id,
        kind,
        url,
        ...wishes,
        state: 'asked',
        secret: asked.secret,
        token: asked.token,
        deliveries: `/status/subscriptions/${asked.id}/deliveries`,
      });
    } else await reply.status(202).send({ kind, address, ...wishes, state: 'asked' });
  }

  /** The page with the button that confirms a subscription. */
  @OpenTo(HOLDERS)
  @Get('subscriptions/:id/confirm')
  @Sends('text/html')
  async showConfirm(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { signature }: LinkQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, confirmPage('confirm', await this.byLink(id, signature, 'confirm'), signature));
  }

  /** Confirms a subscription. */
  @OpenTo(HOLDERS)
  @Post('subscriptions/:id/confirm')
  @Sends('text/html')
  @HttpCode(200)
  async confirm(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { signature }: LinkQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.byLink(id, signature, 'confirm');
    await this.subscriptions.confirm(id);
    await send(
      reply.status(200),
      donePage((await this.subscriptions.find(id))?.state === 'active' ? 'confirmed' : 'ended'),
    );
  }

  /** Looking changes nothing: programs that look into e-mails open every link. */
  @OpenTo(HOLDERS)
  @Get('subscriptions/:id/unsubscribe')
  @Sends('text/html')
  async showUnsubscribe(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { signature }: LinkQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await send(reply, confirmPage('unsubscribe', await this.byLink(id, signature, 'unsubscribe'), signature));
  }

  /** By the link of an e-mail, also in one click from a mail program (RFC 8058); or by the token of a webhook's subscriber. */
  @OpenTo(HOLDERS)
  @Post('subscriptions/:id/unsubscribe')
  @Sends('text/html')
  @HttpCode(200)
  async unsubscribe(
    @Param('id', ParseUUIDPipe) id: string,
    @Query('signature') signature: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (typeof signature === 'string') await this.byLink(id, signature, 'unsubscribe');
    else await this.byToken(id, request);
    await this.subscriptions.end(id, 'the subscriber asked for it');
    await send(reply.status(200), donePage('ended'));
  }

  /** A subscription as it stands. */
  @OpenTo(HOLDERS)
  @Get('subscriptions/:id')
  async read(
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
  ): Promise<Subscription & { liveSecrets: number }> {
    const { linkKey: _key, secrets, tokenHash: _hash, ...subscription } = await this.byToken(id, request);
    return { ...subscription, liveSecrets: secrets.length };
  }

  /** What was sent to a subscriber, the newest first. */
  @OpenTo(HOLDERS)
  @Get('subscriptions/:id/deliveries')
  async deliveries(
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ deliveries: DeliveryOfLog[] }> {
    await this.byToken(id, request);
    return { deliveries: await this.subscriptions.deliveries(id, LOG_LINES) };
  }

  /** A new secret. Messages are signed with both until the old one is dropped. */
  @OpenTo(HOLDERS)
  @Post('subscriptions/:id/secrets')
  @HttpCode(201)
  async addSecret(@Param('id', ParseUUIDPipe) id: string, @Req() request: FastifyRequest): Promise<{ secret: string }> {
    const { kind } = await this.byToken(id, request);
    if (kind !== 'webhook') throw new Problem('state-conflict', 'Only webhooks have secrets.');
    return { secret: await this.subscriptions.addSecret(id) };
  }

  /** Drops the older of two secrets. */
  @OpenTo(HOLDERS)
  @Post('subscriptions/:id/secrets/drop-old')
  @HttpCode(200)
  async dropOldSecret(
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ liveSecrets: number }> {
    await this.byToken(id, request);
    await this.subscriptions.dropOldSecret(id);
    return { liveSecrets: 1 };
  }

  private check(kind: 'e-mail' | 'webhook', url: string | undefined, ports: readonly string[]): void {
    const refusal = kind === 'webhook' ? refusalOfAddress(url!, this.config.WEBHOOK_PRIVATE_ADDRESSES) : null;
    const unknown = ports.findIndex((port) => !isPort(port));
    const errors = [
      ...(refusal ? [{ at: '/url', text: refusal }] : []),
      ...(unknown >= 0 ? [{ at: `/ports/${unknown}`, text: `no port has the code ${ports[unknown]}` }] : []),
    ];
    if (errors.length > 0) throw new Problem('not-valid', 'Some fields are missing, unknown or wrong.', errors);
  }

  private async byLink(id: string, signature: string, purpose: LinkPurpose): Promise<KnownSubscription> {
    const subscription = await this.subscriptions.find(id);
    if (!subscription || !isSigned(signature, subscription.linkKey, id, purpose))
      throw new Problem('not-found', 'There is no such subscription, or the link is not whole.');
    return subscription;
  }

  private async byToken(id: string, request: FastifyRequest): Promise<KnownSubscription> {
    const token = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token)
      throw new Problem('not-authenticated', 'Send the token of the subscription as `Authorization: Bearer TOKEN`.');
    const subscription = await this.subscriptions.find(id);
    if (!subscription || subscription.tokenHash !== hashApiKey(token))
      throw new Problem('not-found', 'There is no such subscription for this token.');
    return subscription;
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import {
  type AskedBy,
  type AnswerOf,
  type RequestContract,
  type ReplayedLanes,
  RoadReplayRequest,
  RoadsRequest,
  type ServiceName,
  type SetAside,
  type SetAsideInFull,
  type Vitals,
  VitalsRequest,
  WorklistEntryRequest,
  WorklistOrderRequest,
  WorklistRequest,
  type WorklistResult,
} from '#contracts';
import { masked } from '#kernel';
import { MessagingRuntime, Worklist } from '#messaging';
import { CannotBeAsked, Colleagues, LOG, type Log, ServiceConfig, SERVICE_NAME, VitalsReader } from '#service';

/** Longer than a module that works needs; a dead one keeps nobody waiting for the others. */
const ANSWER_WITHIN_MS = 4_000;
/** Messages of a module that are read at once. */
export const WORKLIST_LIMIT = 1_000;

export type Roads = Static<typeof RoadsRequest.answer>;

/** What the modules say to people who run the platform: this one by itself, the others by HTTP. */
@Injectable()
export class ModuleViews {
  constructor(
    private readonly colleagues: Colleagues,
    private readonly config: ServiceConfig,
    private readonly own: VitalsReader,
    private readonly messaging: MessagingRuntime,
    private readonly worklist: Worklist,
    @Inject(SERVICE_NAME) private readonly name: string,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The modules that this service was told of, itself among them, by name. */
  get modules(): ServiceName[] {
    const known = Object.keys(this.config.SERVICE_URLS).filter((service) => service !== 'portal');
    return [...new Set([...known, this.name])].sort() as ServiceName[];
  }

  /** @throws CannotBeAsked */
  vitals(module: ServiceName): Promise<Vitals> {
    return module === this.name ? this.own.read() : this.ask(module, VitalsRequest, { parameters: {} });
  }

  /** @throws CannotBeAsked */
  async roads(module: ServiceName): Promise<Roads> {
    if (module !== this.name) return this.ask(module, RoadsRequest, { parameters: {} });
    return (await reached(this.messaging.roads())) as Roads;
  }

  /** The oldest first, a thousand at the most. @throws CannotBeAsked */
  async setAside(module: ServiceName): Promise<readonly SetAside[]> {
    if (module !== this.name) {
      const asked = { parameters: {}, query: { limit: WORKLIST_LIMIT } };
      return (await this.ask(module, WorklistRequest, asked)).messages;
    }
    const messages = await reached(this.worklist.list(WORKLIST_LIMIT));
    return messages.map((message) => ({ ...message, reason: message.reason && masked(message.reason) }));
  }

  /** Null where the module knows no such message. @throws CannotBeAsked */
  async one(module: ServiceName, messageId: string): Promise<SetAsideInFull | null> {
    const found =
      module === this.name
        ? await reached(this.worklist.inspect(messageId))
        : await this.colleagues.ask(module, WorklistEntryRequest, { parameters: { messageId } }, PATIENCE);
    return found as SetAsideInFull | null;
  }

  /** @throws CannotBeAsked: then it is not known whether the module did it */
  async order(module: ServiceName, body: Static<typeof WorklistOrderRequest.body>): Promise<WorklistResult> {
    if (module !== this.name) return (await this.ask(module, WorklistOrderRequest, { parameters: {}, body })).result;
    const { messageId, order, actor, note } = body;
    return (await reached(this.worklist[order](messageId, actor, note))) ?? 'ordered';
  }

  /**
   * Has a module send another one again what left for it since an instant. The lanes on which something left then.
   *
   * @throws CannotBeAsked: then it is not known whether the module does it
   */
  async replay(
    module: ServiceName,
    destination: ServiceName,
    body: Static<typeof RoadReplayRequest.body>,
  ): Promise<ReplayedLanes> {
    if (module !== this.name)
      return (await this.ask(module, RoadReplayRequest, { parameters: { destination }, body })).lanes;
    if (!this.messaging.isConnected) throw new CannotBeAsked('the broker is away');
    const lanes = await reached(this.messaging.replay(destination, body.since));
    this.log.warn({ destination, ...body, lanes }, "sent again on an operator's order");
    return lanes;
  }

  private async ask<C extends RequestContract>(
    module: ServiceName,
    contract: C,
    asked: Omit<AskedBy<C>, 'body'> & { readonly body?: AskedBy<C>['body'] },
  ): Promise<AnswerOf<C>> {
    const answer = await this.colleagues.ask(module, contract, asked, PATIENCE);
    if (answer === null) throw new CannotBeAsked(`the ${module} service does not know this question`);
    return answer;
  }
}

const PATIENCE = { withinMs: ANSWER_WITHIN_MS };

/** Of this module's own database, as of another one. */
const reached = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw new CannotBeAsked(`the database of this service could not be read: ${(error as Error).message}`);
  }
};

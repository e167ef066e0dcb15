import { Injectable } from '@nestjs/common';
import type { Asking } from '#access';
import type { ReplayedLanes, SetAside, SetAsideInFull, Vitals } from '#contracts';
import { actingPerson, CannotBeAsked, Problem } from '#service';
import { ModuleViews, type Roads, WORKLIST_LIMIT } from './module-views';

const KEPT_MS = 2_000;

/** Messages that wait, and for how long the first of them has. */
interface Waiting {
  readonly waiting: number;
  readonly oldestSeconds: number | null;
}

/** From one module to another: `waiting` have not left, `underWay` have left and are not heard; null where the listener does not say what it heard. */
export interface RoadOfModule extends Waiting {
  readonly to: string;
  readonly underWay: number | null;
  /** Only the lanes on which something waits or is under way. */
  readonly lanes: readonly (Waiting & { readonly lane: number; readonly underWay: number | null })[];
}

export interface ModuleOfPlatform {
  readonly module: string;
  readonly answers: boolean;
  /** Why it does not; null where it does. */
  readonly silence: string | null;
  /** What it says of itself; null where it does not answer. */
  readonly told: {
    readonly startedAt: string;
    readonly databaseReachable: boolean;
    readonly brokerConnected: boolean;
    /** Received, and waiting for another attempt or behind one. */
    readonly toHandle: Waiting;
    /** Written, and not with the broker yet. */
    readonly toLeave: Waiting;
    readonly setAside: number;
    readonly lanesOfAll: number | null;
    /** Lanes that no replica works. */
    readonly lanesIdle: number | null;
    /** Recurring work that is later than it may be. */
    readonly late: readonly { readonly work: string; readonly seconds: number }[];
  } | null;
  readonly roads: readonly RoadOfModule[];
}

export interface WorklistOfModule {
  readonly module: string;
  readonly answers: boolean;
  readonly silence: string | null;
  /** Whether these are all that wait there; else the oldest. */
  readonly isAll: boolean;
  readonly messages: readonly SetAside[];
}

/** What people see and decide who run the platform, over all modules; a module that does not answer is shown as that. */
@Injectable()
export class PlatformDesk {
  private last: { readonly at: number; readonly modules: Promise<ModuleOfPlatform[]> } | undefined;

  constructor(private readonly views: ModuleViews) {}

  /** Asked of the modules once in a while for all who look: counting what waits costs a module that has much of it. */
  modules(): Promise<ModuleOfPlatform[]> {
    const at = performance.now();
    if (!this.last || at - this.last.at > KEPT_MS) this.last = { at, modules: this.look() };
    return this.last.modules;
  }

  private async look(): Promise<ModuleOfPlatform[]> {
    const asked = await Promise.all(
      this.views.modules.map(async (module) => {
        const [vitals, roads] = await Promise.all([said(this.views.vitals(module)), said(this.views.roads(module))]);
        return { module, vitals, roads };
      }),
    );
    const heard = new Map(asked.map(({ module, roads }) => [module as string, roads.answer]));
    return asked.map(({ module, vitals, roads }) => ({
      module,
      answers: vitals.answer !== null,
      silence: vitals.silence,
      told: vitals.answer && toldBy(vitals.answer),
      roads: roads.answer ? roadsOf(roads.answer, heard) : [],
    }));
  }

  worklist(): Promise<WorklistOfModule[]> {
    return Promise.all(
      this.views.modules.map(async (module) => {
        const { answer, silence } = await said(this.views.setAside(module));
        const messages = answer ?? [];
        return { module, answers: answer !== null, silence, isAll: messages.length < WORKLIST_LIMIT, messages };
      }),
    );
  }

  /** @throws Problem `not-found`, or `look-up-unavailable` where the module does not answer */
  async message(module: string, messageId: string): Promise<SetAsideInFull> {
    const { answer, silence } = await said(this.views.one(this.named(module), messageId));
    if (silence !== null) throw new Problem('look-up-unavailable', silence, [], 5);
    if (answer === null) throw new Problem('not-found', `The ${module} service knows no message ${messageId}.`);
    return answer;
  }

  /**
   * Has a message handled once more, or gives it up, in the name of who signed in: the module keeps who and why with the message.
   *
   * @returns the message as it is then
   * @throws Problem `not-found`, `not-authorized` for the key of nobody, `state-conflict`, or `not-known` where the module does not answer
   */
  async order(
    module: string,
    messageId: string,
    { order, reason }: { readonly order: 'retry' | 'discard'; readonly reason: string },
    { account, person }: Asking,
  ): Promise<SetAsideInFull> {
    const actor = `${actingPerson(person)} (${account.name})`.slice(0, 200);
    const name = this.named(module);
    const { answer, silence } = await said(this.views.order(name, { messageId, order, actor, note: reason }));
    if (silence !== null)
      throw new Problem('not-known', `${silence} Look at the message again before you order anything else.`, [], 5);
    if (answer === 'no such message')
      throw new Problem('not-found', `The ${module} service knows no message ${messageId}.`);
    if (answer === 'not set aside')
      throw new Problem('state-conflict', 'The message is not set aside any more: somebody decided about it before.');
    if (answer === 'no key')
      throw new Problem(
        'state-conflict',
        `The message is encrypted under a key that is not in messages.key of the ${module} service.`,
      );
    return this.message(module, messageId);
  }

  /**
   * Has a module send another one again what left for it since an instant, in the name of who signed in. What the other has it recognises.
   *
   * @returns the lanes on which something left since then
   * @throws Problem `not-found` where no road is between them, `not-valid` for an instant to come, `not-authorized` for the key of nobody, or
   * `look-up-unavailable` where the module does not answer
   */
  async sendAgain(
    module: string,
    destination: string,
    { since, reason }: { readonly since: string; readonly reason: string },
    { account, person }: Asking,
  ): Promise<ReplayedLanes> {
    const actor = `${actingPerson(person)} (${account.name})`.slice(0, 100);
    const [from, to] = [this.named(module), this.named(destination)];
    if (from === to) throw new Problem('not-found', `The ${module} service sends nothing to itself.`);
    if (Date.parse(since) > Date.now()) throw new Problem('not-valid', `Nothing has left yet since ${since}.`);
    const { answer, silence } = await said(
      this.views.replay(from, to, { since: new Date(since).toISOString(), actor, note: reason }),
    );
    if (silence !== null) throw new Problem('look-up-unavailable', `${silence} Order it again when it answers.`, [], 5);
    return answer;
  }

  private named(module: string): ModuleViews['modules'][number] {
    const name = this.views.modules.find((known) => known === module);
    if (!name) throw new Problem('not-found', `There is no module ${module} here.`);
    return name;
  }
}

/** What a module answers, or in one sentence that it does not. */
const said = async <T>(
  asked: Promise<T>,
): Promise<{ answer: T; silence: null } | { answer: null; silence: string }> => {
  try {
    return { answer: await asked, silence: null };
  } catch (error) {
    if (!(error instanceof CannotBeAsked)) throw error;
    return { answer: null, silence: `${error.message[0]!.toUpperCase()}${error.message.slice(1)}.` };
  }
};

const toldBy = (vitals: Vitals): NonNullable<ModuleOfPlatform['told']> => ({
  startedAt: vitals.startedAt,
  databaseReachable: vitals.databaseReachable,
  brokerConnected: vitals.brokerConnected,
  toHandle: {
    waiting: vitals.inbox.waiting + (vitals.queue.depth ?? 0),
    oldestSeconds: vitals.inbox.oldestSeconds,
  },
  toLeave: { waiting: vitals.outbox.depth, oldestSeconds: vitals.outbox.oldestSeconds },
  setAside: vitals.inbox.setAside,
  lanesOfAll: vitals.lanes?.total ?? null,
  lanesIdle: vitals.lanes?.unowned ?? null,
  late: vitals.late ?? [],
});

/** Roads of a module by listener, with what of each lane the listener has not heard. */
export const roadsOf = ({ service, sent }: Roads, heard: ReadonlyMap<string, Roads | null>): RoadOfModule[] =>
  [...new Set(sent.map((lane) => lane.service))].sort().map((to) => {
    const listener = heard.get(to);
    const lanes = sent
      .filter((lane) => lane.service === to)
      .map(({ lane, position, waiting, oldestSeconds = null }) => {
        const upTo = listener?.heard.find((one) => one.service === service && one.lane === lane)?.position ?? 0;
        return { lane, waiting, oldestSeconds, underWay: listener ? Math.max(0, position - upTo) : null };
      });
    const ages = lanes.flatMap(({ oldestSeconds }) => oldestSeconds ?? []);
    return {
      to,
      waiting: lanes.reduce((sum, { waiting }) => sum + waiting, 0),
      oldestSeconds: ages.length > 0 ? Math.max(...ages) : null,
      underWay: listener ? lanes.reduce((sum, { underWay }) => sum + underWay!, 0) : null,
      lanes: lanes.filter(({ waiting, underWay }) => waiting > 0 || underWay !== 0),
    };
  });

import { type Static, Type } from '@sinclair/typebox';
import { Instant, OneOf } from '../shapes';
import { FilerAct, Picked } from './filer-acts';
import { FunctionName, Scope } from './scope';
import { Exactly, Known, ListOf, Name } from './shape';
import { StatedTime } from './stated-time';

export const NoticeKind = OneOf(
  'outage',
  'slowdown',
  'defect',
  'planned maintenance',
  'emergency maintenance',
  'planned deployment',
  'emergency fix',
  'contingency',
  'edit change',
  'documents',
  'deadline relief',
);
export type NoticeKind = Static<typeof NoticeKind>;

/** What people see of it. */
export const Symptom = Exactly({
  sign: OneOf(
    'no answer',
    'not processed',
    'late answers',
    'backlog',
    'refused',
    'duplicates looping',
    'notices not sent',
    'access denied',
    'data missing at the port',
    'interrupted',
    'query too large',
  ),
  functions: ListOf(FunctionName),
  /** Codes of the messages it shows in: SO, QN, PN, 1D. */
  messages: ListOf(Name),
  lateMinutes: Known(Type.Integer({ minimum: 1 })),
  /** More than this many messages wait. */
  waiting: Known(Type.Integer({ minimum: 1 })),
  refusal: Known(Exactly({ code: Known(Name), text: Known(Name) })),
  /** Where it shows only above a size. */
  above: ListOf(
    Exactly({
      count: Type.Integer({ minimum: 1 }),
      of: OneOf('houses of a master bill', 'records of an answer', 'shipments of a truck trip'),
    }),
  ),
});
export type Symptom = Static<typeof Symptom>;

/** A stretch of time with what is interrupted in it. */
export const Window = Exactly({
  functions: ListOf(FunctionName),
  from: Known(StatedTime),
  to: Known(StatedTime),
  /** `expected` where the end, or the whole, is not sure. */
  certainty: Type.Union([Type.Literal('certain'), Type.Literal('expected'), Type.Literal('possible')], {
    default: 'certain',
  }),
  interruption: Type.Union([Type.Literal('whole window'), Type.Literal('none'), Type.Literal('not stated')], {
    default: 'whole window',
  }),
  /** Where it is away in short breaks only. */
  breaks: Known(Exactly({ count: Known(Type.Integer({ minimum: 1 })), minutesEach: Type.Integer({ minimum: 1 }) })),
  /** About how long single functions are away within it. */
  lengths: ListOf(Exactly({ function: FunctionName, minutes: Type.Integer({ minimum: 1 }) })),
});
export type Window = Static<typeof Window>;

/** What becomes of messages of these functions, and what the filer does about it. */
export const Instruction = Exactly({
  functions: ListOf(FunctionName),
  messages: ListOf(Name),
  which: Known(Picked),
  becomes: Known(
    OneOf(
      'processed as usual',
      'held and processed after',
      'queued',
      'purged',
      'lost',
      'refused',
      'duplicated',
      'not taken',
    ),
  ),
  /** False where it may happen to some of them only. */
  certain: Type.Boolean({ default: true }),
  processedAt: Known(StatedTime),
  acts: ListOf(FilerAct),
});
export type Instruction = Static<typeof Instruction>;

export const Milestone = Exactly({
  at: StatedTime,
  what: OneOf(
    'fault began',
    'power restored',
    'ports told to use downtime procedures',
    'downtime procedures authorised as appropriate',
    'applications restored',
    'end-of-day jobs and inbound queues processing',
    'backlog cleared',
    'fix applied',
    'fully restored',
  ),
});
export type Milestone = Static<typeof Milestone>;

const PlainAct = OneOf(
  'diversion without electronic change',
  'moving containers without electronic release',
  'late manifest',
  'late entry',
  'late entry summary',
);

/**
 * All that can be said of one outage, maintenance or change, so that a notice is written from it and nothing is left to prose. Only
 * names, titles and texts of other systems are free.
 */
export const Statement = Exactly({
  kind: NoticeKind,
  system: Type.Union([Type.Literal('Portway'), Type.Literal('ACE'), Type.Literal('ACS')], { default: 'Portway' }),
  owner: Type.Union(
    [Type.Literal('platform'), Type.Literal('partner agency'), Type.Literal('network'), Type.Literal('filer')],
    { default: 'platform' },
  ),
  stage: Type.Union(
    [Type.Literal('expected'), Type.Literal('going on'), Type.Literal('resolved'), Type.Literal('in force')],
    { default: 'going on' },
  ),
  confirmed: Scope,
  /** Where it may spread to. */
  possible: Known(Scope),
  symptoms: ListOf(Symptom),
  windows: ListOf(Window),
  milestones: ListOf(Milestone),
  cause: Known(
    Exactly({
      what: OneOf(
        'deployment',
        'database fault',
        'hardware failure',
        'power loss',
        'capacity',
        'network',
        'disaster',
        'attack',
        'partner agency',
        'earlier outages',
        'not known',
      ),
      /** The disaster's name, the version that was deployed, the place of the power loss. */
      name: Known(Name),
      at: Known(StatedTime),
    }),
  ),
  /** What a deployment brings, one name an item. */
  brings: ListOf(Name),
  /** Nth repair of the same fault. */
  repair: Known(Type.Integer({ minimum: 1 })),
  instructions: ListOf(Instruction),
  stillWorks: ListOf(FunctionName),
  /** What ports do. `as needed`: each port director decides. */
  ports: Known(
    Exactly({
      downtimeProcedures: OneOf('in force', 'as needed', 'ended', 'not allowed', 'local work-arounds'),
      since: Known(StatedTime),
      until: Known(StatedTime),
      procedure: Known(Name),
      accept: ListOf(OneOf('paper stamped delivery authorised', 'signed ABI copy', 'paper documents')),
    }),
  ),
  /** Scenario of a partner agency's contingency plan. */
  agencyScenario: Known(Exactly({ agency: Name, programme: Name, scenario: Type.Integer({ minimum: 1, maximum: 4 }) })),
  relief: Known(
    Exactly({
      paymentBusinessDays: Type.Integer({ minimum: 0, default: 0 }),
      otherBusinessDays: Type.Integer({ minimum: 0, default: 0 }),
      noPenaltyFor: ListOf(PlainAct),
    }),
  ),
  editChanges: ListOf(
    Exactly({
      functions: ListOf(FunctionName),
      codes: ListOf(Name),
      text: Known(Name),
      edit: Known(Name),
      consequence: Known(OneOf('the shipment is refused at primary', 'the filing is rejected')),
    }),
  ),
  documents: ListOf(
    Exactly({ syntax: OneOf('X12', 'EDIFACT', 'CATAIR'), sets: ListOf(Name), function: Known(FunctionName) }),
  ),
  /** Form numbers where the function is forms. */
  forms: ListOf(Name),
  support: Known(Exactly({ what: OneOf('support room'), until: Known(StatedTime) })),
  /** Share of the traffic that runs over the function, in per cent. */
  shares: ListOf(Exactly({ function: FunctionName, percent: Type.Integer({ minimum: 0, maximum: 100 }) })),
  /** Work is processed again in this order. */
  processingOrder: ListOf(FunctionName),
  nextUpdateAt: Known(Instant),
});
export type Statement = Static<typeof Statement>;

/** Made from the OpenAPI document of status by `npm run generate`. */

export type ActivityLogDocument = {
  readonly asOf: string | null;
  readonly head: Head | null;
  readonly earlier: readonly Head[];
  readonly keys: readonly { readonly keyId: string; readonly algorithm: 'Ed25519'; readonly publicKey: string }[];
};

export type AskedSubscription = {
  readonly state: 'asked';
  readonly id?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly deliveries?: string;
  readonly kind: 'e-mail' | 'webhook';
  readonly address?: string;
  readonly url?: string;
  readonly modules?: readonly string[];
  readonly modes?: readonly string[];
  readonly ports?: readonly string[];
  readonly drills?: boolean;
};

export type BacklogSummary = {
  readonly unanswered: number;
  readonly oldestSeconds: number | null;
  readonly receivedPerSecond: number | null;
  readonly answeredPerSecond: number | null;
  readonly secondsToClear: number | null;
  readonly noTimeBecause: 'grows' | 'keeps up' | 'not known' | 'nothing waits' | 'stopped' | null;
};

export type Bar = {
  readonly from: string;
  readonly kind: 'down' | 'maintenance' | 'no data' | 'operational' | 'slow';
  readonly percent: number | null;
};

export type ComponentSample = {
  readonly at: string;
  readonly state: 'down' | 'operational' | 'slow' | 'unknown';
  readonly why: 'change' | 'minute';
  readonly reason: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  readonly observer: string;
};

export type ComponentSummary = {
  readonly since: string;
  readonly stateAgeSeconds: number | null;
  readonly whatHappensToYourFilings: string;
  readonly explanation: string;
  readonly backlog: BacklogSummary | null;
  readonly said: {
    readonly until: string | null;
    readonly state: 'down' | 'maintenance' | 'operational' | 'partial' | 'slow';
    readonly reason: string;
    readonly source: 'incident' | 'person';
    readonly incidentNumber: string | null;
  } | null;
  readonly name: string;
  readonly kind: 'broker' | 'database' | 'module';
  readonly state: 'down' | 'operational' | 'slow' | 'unknown';
  readonly reason: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
};

export type ComponentUptime = { readonly component: string; readonly windows: readonly WindowUptime[] };

export type Confirmed = {
  readonly functions: readonly ConfirmedFunction[];
  readonly modules: readonly (
    | 'account'
    | 'cee'
    | 'enforcement'
    | 'entry'
    | 'filer'
    | 'gateway'
    | 'manifest'
    | 'partner agency'
    | 'port'
    | 'portal'
    | 'status'
  )[];
  readonly channels: readonly ('api' | 'edi' | 'internal' | 'portal')[];
  readonly directions: readonly ('inbound' | 'outbound')[];
  readonly modes: readonly ('air' | 'air express' | 'rail' | 'truck' | 'vessel')[];
  readonly ports: readonly string[];
  readonly portGroups: readonly ('Canadian border' | 'Mexican border' | 'diversion ports' | 'land border')[];
  readonly users: readonly ('government' | 'trade')[];
  readonly environment: 'certification' | 'production';
};

export type ConfirmedFunction =
  | 'accounts'
  | 'activity log'
  | 'agency data'
  | 'air in-bond transfer'
  | 'air manifest'
  | 'air manifest notices'
  | 'arrivals'
  | 'bill holds'
  | 'bond'
  | 'cargo manifest query'
  | 'cargo release'
  | 'cargo release status output'
  | 'center routing'
  | 'document system'
  | 'drawback'
  | 'edi link'
  | 'entry'
  | 'entry summary'
  | 'export filing'
  | 'export truck manifest'
  | 'fda prior notice portal'
  | 'fda screening'
  | 'fda status look-up'
  | 'filer system'
  | 'forms'
  | 'in-bond'
  | 'internal portal'
  | 'multimodal manifest'
  | 'ocean manifest'
  | 'payment authorisation'
  | 'protest'
  | 'quota'
  | 'rail manifest'
  | 'reports'
  | 'security filing'
  | 'statements'
  | 'status page'
  | 'targeting'
  | 'trade portal'
  | 'truck manifest'
  | 'zone admission';

export type DeliveryOfLog = {
  readonly id: string;
  readonly announcement: string;
  readonly state: string;
  readonly nextTryAt: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly attempts: readonly {
    readonly number: number;
    readonly at: string;
    readonly status: number | null;
    readonly error: string | null;
  }[];
};

export type FlowsDocument = {
  readonly at: string;
  readonly everySeconds: number;
  readonly watches: readonly OpenWatch[];
  readonly components: readonly { readonly component: string; readonly readings: readonly ShownReading[] }[];
};

export type GateSummary = {
  readonly explanation: string;
  readonly state: 'FLOWING' | 'STOPPED' | 'TRIAL';
  readonly since: string;
  readonly module: string;
  readonly direction: 'inbound' | 'outbound';
  readonly incidentNumber: string | null;
  readonly held: number;
  readonly oldestSeconds: number | null;
};

export type Head = {
  readonly signedAt: string;
  readonly keyId: string;
  readonly signature: string;
  readonly heardAt: string;
  readonly size: number;
  readonly rootHash: string;
};

export type NoticeDocument = {
  readonly number: string;
  readonly drill: boolean;
  readonly title: string;
  readonly issuedAt: string;
  readonly occasion:
    | 'announcement'
    | 'downtime extended'
    | 'downtime invoked'
    | 'downtime narrowed'
    | 'downtime revoked'
    | 'downtime widened'
    | 'incident fixed'
    | 'incident opened'
    | 'incident updated'
    | 'incident withdrawn';
  readonly audience: readonly (
    | 'ABI'
    | 'air carriers'
    | 'export'
    | 'ocean carriers'
    | 'partner agencies'
    | 'portal accounts'
    | 'ports'
    | 'rail carriers'
    | 'truck carriers'
  )[];
  readonly incidentNumber: string | null;
  readonly downtimeNumber: string | null;
  readonly scope: Scope;
  readonly text: string;
  readonly content: {
    readonly title: string;
    readonly published: Published;
    readonly audience: readonly (
      | 'ABI'
      | 'air carriers'
      | 'export'
      | 'ocean carriers'
      | 'partner agencies'
      | 'portal accounts'
      | 'ports'
      | 'rail carriers'
      | 'truck carriers'
    )[];
    readonly thread: {
      readonly original: string | null;
      readonly previous: string | null;
      readonly next: string | null;
      readonly related: readonly string[];
      readonly translations: readonly { readonly language: 'es' | 'fr'; readonly number: string }[];
    };
    readonly statement: {
      readonly kind:
        | 'contingency'
        | 'deadline relief'
        | 'defect'
        | 'documents'
        | 'edit change'
        | 'emergency fix'
        | 'emergency maintenance'
        | 'outage'
        | 'planned deployment'
        | 'planned maintenance'
        | 'slowdown';
      readonly system: 'ACE' | 'ACS' | 'Portway';
      readonly owner: 'filer' | 'network' | 'partner agency' | 'platform';
      readonly stage: 'expected' | 'going on' | 'in force' | 'resolved';
      readonly confirmed: Confirmed;
      readonly possible: Confirmed | null;
      readonly symptoms: readonly {
        readonly sign:
          | 'access denied'
          | 'backlog'
          | 'data missing at the port'
          | 'duplicates looping'
          | 'interrupted'
          | 'late answers'
          | 'no answer'
          | 'not processed'
          | 'notices not sent'
          | 'query too large'
          | 'refused';
        readonly functions: readonly ConfirmedFunction[];
        readonly messages: readonly string[];
        readonly lateMinutes: number | null;
        readonly waiting: number | null;
        readonly refusal: { readonly code: string | null; readonly text: string | null } | null;
        readonly above: readonly {
          readonly count: number;
          readonly of: 'houses of a master bill' | 'records of an answer' | 'shipments of a truck trip';
        }[];
      }[];
      readonly windows: readonly {
        readonly functions: readonly ConfirmedFunction[];
        readonly from: Published;
        readonly to: Published;
        readonly certainty: 'certain' | 'expected' | 'possible';
        readonly interruption: 'none' | 'not stated' | 'whole window';
        readonly breaks: { readonly count: number | null; readonly minutesEach: number } | null;
        readonly lengths: readonly { readonly function: ConfirmedFunction; readonly minutes: number }[];
      }[];
      readonly milestones: readonly {
        readonly at: string | PublishedPublished;
        readonly what:
          | 'applications restored'
          | 'backlog cleared'
          | 'downtime procedures authorised as appropriate'
          | 'end-of-day jobs and inbound queues processing'
          | 'fault began'
          | 'fix applied'
          | 'fully restored'
          | 'ports told to use downtime procedures'
          | 'power restored';
      }[];
      readonly cause: {
        readonly what:
          | 'attack'
          | 'capacity'
          | 'database fault'
          | 'deployment'
          | 'disaster'
          | 'earlier outages'
          | 'hardware failure'
          | 'network'
          | 'not known'
          | 'partner agency'
          | 'power loss';
        readonly name: string | null;
        readonly at: Published;
      } | null;
      readonly brings: readonly string[];
      readonly repair: number | null;
      readonly instructions: readonly {
        readonly functions: readonly ConfirmedFunction[];
        readonly messages: readonly string[];
        readonly which: Which;
        readonly becomes:
          | 'duplicated'
          | 'held and processed after'
          | 'lost'
          | 'not taken'
          | 'processed as usual'
          | 'purged'
          | 'queued'
          | 'refused'
          | null;
        readonly certain: boolean;
        readonly processedAt: Published;
        readonly acts: readonly (
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly before: 'calling' | 'sending again';
              readonly minutes: number;
              readonly do: 'wait';
              readonly force: 'if needed' | 'may' | 'must';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly do: 'do not resend';
              readonly force: 'if needed' | 'may' | 'must';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly do: 'stop sending';
              readonly force: 'if needed' | 'may' | 'must';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly messages: readonly string[];
              readonly which: Which;
              readonly do: 'resend';
              readonly force: 'if needed' | 'may' | 'must';
              readonly byHand: boolean;
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly message: string;
              readonly which: Which;
              readonly do: 'cancel and send again';
              readonly force: 'if needed' | 'may' | 'must';
              readonly cancelWith: string;
              readonly sendAgainAs: string;
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly record: string;
              readonly fields: readonly { readonly positions: readonly number[]; readonly values: readonly string[] }[];
              readonly do: 'narrow the query';
              readonly force: 'if needed' | 'may' | 'must';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly document:
                | 'downtime request'
                | 'entry documents'
                | 'paper stamped delivery authorised'
                | 'signed ABI copy';
              readonly do: 'give a document';
              readonly force: 'if needed' | 'may' | 'must';
              readonly road: 'by hand' | 'document system' | 'e-mail' | 'fax';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly record: 'entry' | 'entry summary' | 'manifest';
              readonly do: 'do not change';
              readonly force: 'if needed' | 'may' | 'must';
              readonly once: 'the conveyance has arrived' | 'the goods are released';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly do: 'work with';
              readonly force: 'if needed' | 'may' | 'must';
              readonly whom: 'the client representative' | 'the help desk' | 'the local port';
            }
          | {
              readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
              readonly do: 'wait for a notice';
              readonly force: 'if needed' | 'may' | 'must';
            }
        )[];
      }[];
      readonly stillWorks: readonly ConfirmedFunction[];
      readonly ports: {
        readonly downtimeProcedures: 'as needed' | 'ended' | 'in force' | 'local work-arounds' | 'not allowed';
        readonly since: Published;
        readonly until: Published;
        readonly procedure: string | null;
        readonly accept: readonly ('paper documents' | 'paper stamped delivery authorised' | 'signed ABI copy')[];
      } | null;
      readonly agencyScenario: {
        readonly agency: string;
        readonly programme: string;
        readonly scenario: number;
      } | null;
      readonly relief: {
        readonly paymentBusinessDays: number;
        readonly otherBusinessDays: number;
        readonly noPenaltyFor: readonly (
          | 'diversion without electronic change'
          | 'late entry'
          | 'late entry summary'
          | 'late manifest'
          | 'moving containers without electronic release'
        )[];
      } | null;
      readonly editChanges: readonly {
        readonly functions: readonly ConfirmedFunction[];
        readonly codes: readonly string[];
        readonly text: string | null;
        readonly edit: string | null;
        readonly consequence: 'the filing is rejected' | 'the shipment is refused at primary' | null;
      }[];
      readonly documents: readonly {
        readonly syntax: 'CATAIR' | 'EDIFACT' | 'X12';
        readonly sets: readonly string[];
        readonly function: ConfirmedFunction | null;
      }[];
      readonly forms: readonly string[];
      readonly support: { readonly what: 'support room'; readonly until: Published } | null;
      readonly shares: readonly { readonly function: ConfirmedFunction; readonly percent: number }[];
      readonly processingOrder: readonly ConfirmedFunction[];
      readonly nextUpdateAt: string | null;
    };
    readonly everywhere: { readonly declaredBy: string } | null;
    readonly incident: {
      readonly number: string;
      readonly state: 'cancelled' | 'fixed' | 'identified' | 'investigating' | 'watching';
      readonly remark: string | null;
    } | null;
    readonly downtime: {
      readonly number: string;
      readonly change: 'extended' | 'invoked' | 'narrowed' | 'revoked' | 'widened';
      readonly level: 'filer' | 'national' | 'port';
      readonly from: string;
      readonly to: string | null;
      readonly expectedEnd: string | null;
      readonly reviewAt: string | null;
      readonly partOf: string | null;
      readonly gateOrders: readonly {
        readonly module: 'entry' | 'manifest';
        readonly direction: 'inbound' | 'outbound';
      }[];
    } | null;
  };
};

export type OpenWatch = {
  readonly component: string;
  readonly since: string;
  readonly kind: 'backlog grows' | 'replies slower than usual' | 'waits grow';
  readonly words: string;
  readonly slowInSeconds: number | null;
};

export type PlannedMaintenance = {
  readonly title: string;
  readonly reference: string;
  readonly drill: boolean;
  readonly where: string;
  readonly scope: Scope;
  readonly from: string;
  readonly to: string;
  readonly announcedAt: string;
  readonly whatToDoNext: readonly string[];
};

export type PublicDowntime = {
  readonly number: string;
  readonly drill: boolean;
  readonly state: 'in force' | 'revoked';
  readonly level: 'national' | 'port';
  readonly incidentNumber: string | null;
  readonly where: string;
  readonly mayAlsoBe: string | null;
  readonly scope: Scope;
  readonly everywhere: boolean;
  readonly from: string;
  readonly to: string | null;
  readonly expectedEnd: string | null;
  readonly procedure: string | null;
  readonly treatments: readonly {
    readonly kind: string;
    readonly disposition: 'held, do not resend' | 'not processed, resend' | 'stop sending';
  }[];
  readonly relief: { readonly paymentBusinessDays: number; readonly otherBusinessDays: number };
  readonly version: number;
  readonly change: 'extended' | 'invoked' | 'narrowed' | 'parted' | 'reconciled' | 'revoked' | 'widened';
  readonly changedAt: string;
};

export type PublicIncident = {
  readonly number: string;
  readonly drill: boolean;
  readonly state: 'cancelled' | 'fixed' | 'identified' | 'investigating' | 'watching';
  readonly title: string;
  readonly kind:
    | 'contingency'
    | 'deadline relief'
    | 'defect'
    | 'documents'
    | 'edit change'
    | 'emergency fix'
    | 'emergency maintenance'
    | 'outage'
    | 'planned deployment'
    | 'planned maintenance'
    | 'slowdown';
  readonly where: string;
  readonly mayAlsoBe: string | null;
  readonly scope: Scope;
  readonly everywhere: boolean;
  readonly beganAt: string | null;
  readonly knownIssuesSince: string;
  readonly whatStillWorks: readonly string[];
  readonly whatHappensToYourTransactions: readonly { readonly transactions: string; readonly what: string }[];
  readonly whatToDoNext: readonly string[];
  readonly openedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
  readonly nextUpdateAt: string | null;
  readonly updates: readonly {
    readonly at: string;
    readonly state: 'cancelled' | 'fixed' | 'identified' | 'investigating' | 'watching';
    readonly remark: string | null;
    readonly noticeNumber: string | null;
  }[];
  readonly noticeNumbers: readonly string[];
};

export type PublicNotice = {
  readonly number: string;
  readonly drill: boolean;
  readonly title: string;
  readonly issuedAt: string;
  readonly occasion:
    | 'announcement'
    | 'downtime extended'
    | 'downtime invoked'
    | 'downtime narrowed'
    | 'downtime revoked'
    | 'downtime widened'
    | 'incident fixed'
    | 'incident opened'
    | 'incident updated'
    | 'incident withdrawn';
  readonly audience: readonly (
    | 'ABI'
    | 'air carriers'
    | 'export'
    | 'ocean carriers'
    | 'partner agencies'
    | 'portal accounts'
    | 'ports'
    | 'rail carriers'
    | 'truck carriers'
  )[];
  readonly incidentNumber: string | null;
  readonly downtimeNumber: string | null;
  readonly scope: Scope;
  readonly text: string;
};

export type Published = string | PublishedPublished | null;

export type PublishedPublished = {
  readonly relation?: 'about' | 'at' | 'before';
  readonly date?: string;
  readonly season?: 'autumn' | 'spring' | 'summer' | 'winter';
  readonly day?: number;
  readonly clock?: string;
  readonly zone?: 'CT' | 'ET' | 'MT' | 'PT' | 'UTC';
  readonly presumed?: boolean;
};

export type Said = {
  readonly maintenance: readonly PlannedMaintenance[];
  readonly incidents: readonly PublicIncident[];
  readonly downtimes: readonly PublicDowntime[];
};

export type Scope = {
  readonly modules: readonly (
    | 'account'
    | 'cee'
    | 'enforcement'
    | 'entry'
    | 'filer'
    | 'gateway'
    | 'manifest'
    | 'partner agency'
    | 'port'
    | 'portal'
    | 'status'
  )[];
  readonly channels: readonly ('api' | 'edi' | 'internal' | 'portal')[];
  readonly directions: readonly ('inbound' | 'outbound')[];
  readonly modes: readonly ('air' | 'air express' | 'rail' | 'truck' | 'vessel')[];
  readonly ports: readonly string[];
};

export type ShownReading = {
  readonly at: string;
  readonly unanswered: number | null;
  readonly waitSeconds: number | null;
  readonly receivedPerSecond: number | null;
  readonly answeredPerSecond: number | null;
  readonly replyMs: number | null;
};

export type SummaryDocument = {
  readonly indicator: 'critical' | 'major' | 'minor' | 'none';
  readonly colour: 'green' | 'red' | 'yellow';
  readonly words: string;
  readonly headline: string;
  readonly maintenance: readonly PlannedMaintenance[];
  readonly incidents: readonly PublicIncident[];
  readonly downtimes: readonly PublicDowntime[];
  readonly at: string;
  readonly components: readonly ComponentSummary[];
  readonly gates: readonly GateSummary[];
  readonly watches: readonly OpenWatch[];
  readonly drills: Said;
  readonly saidAsOf: string | null;
};

export type Tally = {
  readonly operational: number;
  readonly slow: number;
  readonly down: number;
  readonly unknown: number;
  readonly maintenance: number;
};

export type UptimeDocument = {
  readonly asOf: string | null;
  readonly rule: string;
  readonly components: readonly ComponentUptime[];
};

export type Which = WhichWhich | null;

export type WhichWhich = {
  readonly sentBefore: Published;
  readonly sentSince: Published;
  readonly refusedWith: { readonly code: string | null; readonly text: string | null } | null;
  readonly refusedForDataOf: string | null;
  readonly gotNo: string | null;
};

export type WindowUptime = {
  readonly window: '24h' | '30d' | '7d' | '90d';
  readonly from: string;
  readonly to: string;
  readonly percent: number | null;
  readonly time: Tally;
  readonly bars: readonly Bar[];
};

/** By method and address. */
export interface Operations {
  /** From memory */ 'GET /': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** From memory */ 'GET /status': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** The same for people */ 'GET /status/activity-log': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Signed heads of the tree over all activity logs, and the public keys by which they are checked */ 'GET /status/activity-log.json': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: ActivityLogDocument;
  };
  /** Only what the pages use */ 'GET /status/assets/{version}/{rest}': {
    path: { readonly version: string; readonly rest: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** The state of the platform as a picture */ 'GET /status/badge.svg': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** The state of one component as a picture */ 'GET /status/components/{name}/badge.svg': {
    path: { readonly name: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** What a component's state was, newest first */ 'GET /status/components/{name}/history': {
    path: { readonly name: string };
    query: { readonly before?: string; readonly limit?: number };
    body: undefined;
    answer: { readonly component: string; readonly samples: readonly ComponentSample[] };
  };
  /** How long a component worked in a window of time */ 'GET /status/components/{name}/uptime': {
    path: { readonly name: string };
    query: { readonly window?: '24h' | '7d' | '30d' | '90d' };
    body: undefined;
    answer: {
      readonly window: '24h' | '30d' | '7d' | '90d';
      readonly from: string;
      readonly to: string;
      readonly percent: number | null;
      readonly time: Tally;
      readonly bars: readonly Bar[];
      readonly component: string;
      readonly asOf: string | null;
      readonly rule: string;
    };
  };
  /** Downtimes in force, or those of a period */ 'GET /status/downtimes.json': {
    path: Readonly<Record<string, never>>;
    query: { readonly from?: string; readonly to?: string };
    body: undefined;
    answer: { readonly asOf: string | null; readonly downtimes: readonly PublicDowntime[] };
  };
  /** Server-sent events */ 'GET /status/events': {
    path: Readonly<Record<string, never>>;
    query: { readonly lastEventId?: string };
    body: undefined;
    answer: string;
  };
  /** Notices and incidents as an Atom feed */ 'GET /status/feed.atom': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Readings of the last hour, as this process saw them */ 'GET /status/flows.json': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: FlowsDocument;
  };
  /** Incidents of the last thirteen months */ 'GET /status/history': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Incidents that are open, or that were in a period */ 'GET /status/incidents.json': {
    path: Readonly<Record<string, never>>;
    query: { readonly from?: string; readonly to?: string };
    body: undefined;
    answer: { readonly asOf: string | null; readonly incidents: readonly PublicIncident[] };
  };
  /** One incident, for people */ 'GET /status/incidents/{number}': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** One incident with what was said of it */ 'GET /status/incidents/{number}.json': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: PublicIncident;
  };
  /** Notices, the newest first */ 'GET /status/notices.json': {
    path: Readonly<Record<string, never>>;
    query: { readonly limit?: number; readonly before?: string; readonly drills?: string };
    body: undefined;
    answer: { readonly asOf: string | null; readonly notices: readonly PublicNotice[]; readonly next: string | null };
  };
  /** One notice, for people */ 'GET /status/notices/{number}': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** With everything that was stated, field by field */ 'GET /status/notices/{number}.json': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: NoticeDocument;
  };
  /** A notice as the text that is mailed */ 'GET /status/notices/{number}.txt': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** The form to subscribe to notices */ 'GET /status/subscribe': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Answers 202 for an e-mail address, 201 with secret and token for a webhook */ 'POST /status/subscriptions': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly kind: 'e-mail' | 'webhook';
      readonly address?: string;
      readonly url?: string;
      readonly modules?: readonly (
        | 'gateway'
        | 'manifest'
        | 'entry'
        | 'cee'
        | 'account'
        | 'status'
        | 'port'
        | 'enforcement'
        | 'portal'
        | 'partner agency'
        | 'filer'
      )[];
      readonly modes?: readonly ('truck' | 'rail' | 'vessel' | 'air' | 'air express')[];
      readonly ports?: readonly string[];
      readonly drills?: boolean;
    };
    answer: AskedSubscription;
  };
  /** A subscription as it stands */ 'GET /status/subscriptions/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly id: string;
      readonly kind: 'e-mail' | 'webhook';
      readonly address: string;
      readonly state: 'active' | 'asked' | 'ended';
      readonly createdAt: string;
      readonly confirmedAt: string | null;
      readonly endedAt: string | null;
      readonly endedBecause: string | null;
      readonly modules: readonly string[];
      readonly modes: readonly string[];
      readonly ports: readonly string[];
      readonly drills: boolean;
      readonly liveSecrets: number;
    };
  };
  /** The page with the button that confirms a subscription */ 'GET /status/subscriptions/{id}/confirm': {
    path: { readonly id: string };
    query: { readonly signature: string };
    body: undefined;
    answer: string;
  };
  /** Confirms a subscription */ 'POST /status/subscriptions/{id}/confirm': {
    path: { readonly id: string };
    query: { readonly signature: string };
    body: undefined;
    answer: string;
  };
  /** What was sent to a subscriber, the newest first */ 'GET /status/subscriptions/{id}/deliveries': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly deliveries: readonly DeliveryOfLog[] };
  };
  /** A new secret */ 'POST /status/subscriptions/{id}/secrets': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly secret: string };
  };
  /** Drops the older of two secrets */ 'POST /status/subscriptions/{id}/secrets/drop-old': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly liveSecrets: number };
  };
  /** Looking changes nothing */ 'GET /status/subscriptions/{id}/unsubscribe': {
    path: { readonly id: string };
    query: { readonly signature: string };
    body: undefined;
    answer: string;
  };
  /** By the link of an e-mail, also in one click from a mail program (RFC 8058); or by the token of a webhook's subscriber */ 'POST /status/subscriptions/{id}/unsubscribe': {
    path: { readonly id: string };
    query: { readonly signature?: unknown };
    body: undefined;
    answer: string;
  };
  /** Every component's state, computed from what was seen, and all that is said */ 'GET /status/summary.json': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: SummaryDocument;
  };
  /** All components and windows; what was counted last while the database is away (see `asOf`) */ 'GET /status/uptime.json': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: UptimeDocument;
  };
}

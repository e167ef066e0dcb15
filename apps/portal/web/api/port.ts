/** Made from the OpenAPI document of port by `npm run generate`. */

export type Above = {
  readonly count: number;
  readonly of: 'houses of a master bill' | 'records of an answer' | 'shipments of a truck trip';
};

export type Act = ActAct | ActAct2 | ActAct3 | ActAct4 | ActAct5 | ActAct6 | ActAct7 | ActAct8 | ActAct9 | ActAct10;

export type ActAct = {
  readonly do: 'wait';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly minutes: number;
  readonly before: 'calling' | 'sending again';
};

export type ActAct10 = {
  readonly do: 'wait for a notice';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
};

export type ActAct2 = {
  readonly do: 'do not resend';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
};

export type ActAct3 = {
  readonly do: 'stop sending';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
};

export type ActAct4 = {
  readonly do: 'resend';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly messages: readonly string[];
  readonly which: Which;
  readonly byHand: boolean;
};

export type ActAct5 = {
  readonly do: 'cancel and send again';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly message: string;
  readonly cancelWith: string;
  readonly sendAgainAs: string;
  readonly which: Which;
};

export type ActAct6 = {
  readonly do: 'narrow the query';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly record: string;
  readonly fields: readonly Field[];
};

export type ActAct7 = {
  readonly do: 'give a document';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly document: Document;
  readonly road: 'by hand' | 'document system' | 'e-mail' | 'fax';
};

export type ActAct8 = {
  readonly do: 'do not change';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly record: 'manifest' | 'entry' | 'entry summary';
  readonly once: 'the conveyance has arrived' | 'the goods are released';
};

export type ActAct9 = {
  readonly do: 'work with';
  readonly by: 'everybody' | 'carriers' | 'brokers' | 'importers';
  readonly force: 'must' | 'may' | 'if needed';
  readonly whom: 'the local port' | 'the client representative' | 'the help desk';
};

export type Actor = {
  readonly accountId: string | null;
  readonly officer: string;
  readonly role: 'filer' | 'headquarters' | 'officer' | 'operations' | 'port director' | 'the platform';
};

export type Age = { readonly heardAt: string; readonly age: string };

export type Agency = {
  readonly agencyCode: string;
  readonly programCode: string | null;
  readonly at: string;
  readonly entryStatus: { readonly code: string; readonly text: string } | null;
  readonly lineStatus: string | null;
  readonly reasonCode: string | null;
  readonly from: AgencyFrom;
  readonly to: AgencyFrom;
  readonly documentType: string | null;
  readonly holdType: string | null;
  readonly references: readonly Reference[];
  readonly comments: readonly string[];
};

export type AgencyFrom = {
  readonly line: number | null;
  readonly tariff: number | null;
  readonly pgaLine: number | null;
} | null;

export type AgencyScenario = AgencyScenarioAgencyScenario | null;

export type AgencyScenarioAgencyScenario = {
  readonly agency: string;
  readonly programme: string;
  readonly scenario: number;
};

export type At = string | IncidentStatementWindowFromIncidentStatementWindowFrom;

export type Audience =
  | 'ABI'
  | 'portal accounts'
  | 'truck carriers'
  | 'rail carriers'
  | 'ocean carriers'
  | 'air carriers'
  | 'ports'
  | 'partner agencies'
  | 'export';

export type Authority = {
  readonly from: string;
  readonly to?: string;
  readonly role: 'headquarters' | 'officer' | 'port director';
  readonly declares: 'everything' | 'nothing' | 'own ports';
  readonly ordersGates: boolean;
  readonly grantsRelief: boolean;
  readonly actsEarlyWithoutReason: boolean;
};

export type Becomes = BecomesBecomes | null;

export type BecomesBecomes =
  | 'processed as usual'
  | 'held and processed after'
  | 'queued'
  | 'purged'
  | 'lost'
  | 'refused'
  | 'duplicated'
  | 'not taken';

export type Bill = {
  readonly inBond?: InBond;
  readonly version: number;
  readonly accountId: string;
  readonly occurredAt: string;
  readonly unit: string | null;
  readonly quantity: number;
  readonly change: 'added' | 'amended' | 'arrived' | 'arrived in bond' | 'deleted' | 'hold placed' | 'hold removed';
  readonly deleted: boolean;
  readonly estimatedArrival: string;
  readonly billKey: string;
  readonly arrivedAt: string | null;
  readonly holds: readonly { readonly code: string; readonly reason: string; readonly placedAt: string }[];
  readonly billType: string | null;
  readonly billNumber: string;
  readonly portCode: string;
  readonly conveyance: Conveyance;
  readonly issuerScac: string;
  readonly masterBill: string | null;
  readonly heardAt: string;
  readonly age: string;
};

export type BillBody = { readonly issuerScac: string; readonly number: string; readonly quantity?: number };

export type Block = {
  readonly office: string | null;
  readonly preparerPort: string | null;
  readonly preparerFiler: string | null;
  readonly preparerOffice: string | null;
  readonly preparerIndicator: string | null;
  readonly userText: string | null;
};

export type Bond = {
  readonly type: string;
  readonly designation: string | null;
  readonly surety: string | null;
  readonly amountCents: number | null;
};

export type Breaks = BreaksBreaks | null;

export type BreaksBreaks = { readonly count: number | null; readonly minutesEach: number };

export type CargoInShort = {
  readonly billKey: string;
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel' | null;
  readonly conveyance: string;
  readonly estimatedArrival: string;
  readonly arrivedAt: string | null;
  readonly inBond: {
    readonly number: string | null;
    readonly destinationPort: string | null;
    readonly arrivedOn: string | null;
  } | null;
  readonly quantity: number;
  readonly unit: string | null;
  readonly masterBill: string | null;
  readonly holds: readonly { readonly code: string; readonly reason: string }[];
  readonly entries: readonly {
    readonly entry: string;
    readonly state: string;
    readonly releasedBy: 'electronic' | 'paper' | null;
  }[];
  readonly heardAt: string;
};

export type Cause = CauseCause | null;

export type CauseCause = { readonly what: CauseCauseWhat; readonly name: Code; readonly at: From };

export type CauseCauseWhat =
  | 'deployment'
  | 'database fault'
  | 'hardware failure'
  | 'power loss'
  | 'capacity'
  | 'network'
  | 'disaster'
  | 'attack'
  | 'partner agency'
  | 'earlier outages'
  | 'not known';

export type Closing = {
  readonly by: string;
  readonly accountId: string;
  readonly reason: string;
  readonly at: string;
  readonly known: readonly string[];
};

export type Code = string | null;

export type ComponentImpact = {
  readonly component: string;
  readonly state: 'down' | 'maintenance' | 'operational' | 'partial' | 'slow';
  readonly source: 'incident' | 'person';
  readonly incidentNumber: string | null;
  readonly until: string | null;
  readonly reason: string;
};

export type Confirmed = {
  readonly functions: readonly ConfirmedFunction[];
  readonly modules: readonly Module[];
  readonly channels: readonly ('edi' | 'api' | 'portal' | 'internal')[];
  readonly directions: readonly ('inbound' | 'outbound')[];
  readonly modes: readonly ('truck' | 'rail' | 'vessel' | 'air' | 'air express')[];
  readonly ports: readonly string[];
  readonly portGroups: readonly ('land border' | 'Canadian border' | 'Mexican border' | 'diversion ports')[];
  readonly users: readonly ('trade' | 'government')[];
  readonly environment: 'production' | 'certification';
};

export type ConfirmedFunction =
  | 'cargo release'
  | 'cargo release status output'
  | 'entry'
  | 'entry summary'
  | 'drawback'
  | 'agency data'
  | 'statements'
  | 'payment authorisation'
  | 'bond'
  | 'quota'
  | 'protest'
  | 'zone admission'
  | 'truck manifest'
  | 'rail manifest'
  | 'ocean manifest'
  | 'air manifest'
  | 'air manifest notices'
  | 'air in-bond transfer'
  | 'multimodal manifest'
  | 'export truck manifest'
  | 'arrivals'
  | 'bill holds'
  | 'in-bond'
  | 'security filing'
  | 'cargo manifest query'
  | 'edi link'
  | 'document system'
  | 'export filing'
  | 'trade portal'
  | 'internal portal'
  | 'forms'
  | 'reports'
  | 'center routing'
  | 'accounts'
  | 'activity log'
  | 'status page'
  | 'targeting'
  | 'fda screening'
  | 'fda prior notice portal'
  | 'fda status look-up'
  | 'filer system';

export type Conflict = {
  readonly kind:
    | 'bill deleted'
    | 'entry cancelled'
    | 'importer differs'
    | 'port differs'
    | 'quantity differs'
    | 'released electronically in spite of it'
    | 'released electronically too'
    | 'two paper releases of one bill';
  readonly text: string;
};

export type ConsentBody = { readonly agency: string; readonly reference?: string; readonly person?: string };

export type ContainerBody = { readonly number: string; readonly seals?: readonly string[] };

export type Conveyance = {
  readonly scac: string;
  readonly name: string | null;
  readonly voyage: string;
  readonly modeOfTransport: string;
};

export type ConveyanceBody = {
  readonly scac?: string;
  readonly trip?: string;
  readonly name?: string;
  readonly driver?: string;
  readonly plate?: string;
};

export type Decision = DecisionDecision | null;

export type DecisionDecision = {
  readonly by: Actor;
  readonly at: string;
  readonly reason: string | null;
  readonly incidentNumber: string | null;
};

export type DecisionView2 = {
  readonly id: string;
  readonly controlNumber: string;
  readonly drill: boolean;
  readonly state:
    | 'awaiting second officer'
    | 'being claimed'
    | 'expired'
    | 'in effect'
    | 'not agreed'
    | 'registered'
    | 'released electronically'
    | 'void';
  readonly version: number;
  readonly downtimeNumber: string;
  readonly accountId: string;
  readonly registeredBy: string | null;
  readonly paper: Paper;
  readonly knownHolds: readonly KnownHold[];
  readonly override: Override | null;
  readonly keyed: { readonly by: string; readonly at: string; readonly reference: string | null } | null;
  readonly examResult: ExamResult | null;
  readonly voiding: Voiding;
  readonly entryConfirmed: boolean | null;
  readonly registeredAt: string;
  readonly expiresAt: string | null;
  readonly effectiveAt: string | null;
  readonly electronicReleaseAt: string | null;
  readonly match: Match;
};

export type Deployment = {
  readonly version: string;
  readonly at: string;
  readonly ports: readonly string[];
  readonly id: string;
  readonly note: string | null;
  readonly module: string;
  readonly source: 'process started' | 'reported';
};

export type DeploymentsRecord = {
  readonly module: string;
  readonly version: string;
  readonly at: string | null;
  readonly note: Note;
  readonly ports: readonly string[];
};

export type DeskAlarm = {
  readonly id: string;
  readonly port: string;
  readonly controlNumber: string;
  readonly billKey: string;
  readonly holdCode: string;
  readonly holdReason: string;
  readonly placedAt: string;
  readonly raisedAt: string;
  readonly acknowledged: {
    readonly by: string;
    readonly accountId: string;
    readonly note: string;
    readonly at: string;
  } | null;
};

export type DeskCase = {
  readonly reference: string;
  readonly drill: boolean;
  readonly known: boolean;
  readonly port: string | null;
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel' | null;
  readonly holds: readonly KnownHold[];
  readonly releasedAlready: readonly KnownRelease[];
  readonly trusted: readonly Trusted[];
  readonly heldFilings: readonly HeldFiling[];
  readonly downtimes: readonly InForce[];
  readonly procedure: {
    readonly nationalVersion: number;
    readonly portVersion: number | null;
    readonly steps: readonly EffectiveStep[];
    readonly documents: readonly {
      readonly name: string;
      readonly id: string;
      readonly contents: readonly string[];
      readonly source: string;
      readonly short: string;
      readonly neededForRelease: boolean;
    }[];
    readonly excludedGoods: readonly { readonly id: string; readonly text: string; readonly source: string }[];
  } | null;
  readonly decisions: readonly DecisionView2[];
  readonly mayDo: readonly Possibility[];
  readonly picture: PictureAge;
  readonly bills: readonly Bill[];
  readonly releases: readonly Release[];
  readonly summaries: readonly {
    readonly heardAt: string;
    readonly age: string;
    readonly entry: string;
    readonly outcome: string;
  }[];
};

export type Disposition = {
  readonly code: string;
  readonly text: string;
  readonly at: string;
  readonly releaseDate: string | null;
  readonly releaseOrigin: string | null;
  readonly documentType: string | null;
};

export type Document = 'signed ABI copy' | 'paper stamped delivery authorised' | 'downtime request' | 'entry documents';

export type DocumentBody = { readonly code: string; readonly number?: string; readonly image?: string };

export type Downtime = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly state: 'in force' | 'revoked';
  readonly level: 'filer' | 'national' | 'port';
  readonly incidentNumber: string | null;
  readonly confirmed: IncidentStatementConfirmed;
  readonly possible: IncidentStatementPossible;
  readonly scope: {
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
  readonly everywhere: boolean;
  readonly filer: {
    readonly accountId: string;
    readonly scacs: readonly string[];
    readonly conveyances: readonly string[];
  } | null;
  readonly from: string;
  readonly to: string | null;
  readonly expectedEnd: string | null;
  readonly reviewAt: string | null;
  readonly procedure: string | null;
  readonly gateOrders: readonly { readonly module: 'entry' | 'manifest'; readonly direction: 'inbound' | 'outbound' }[];
  readonly treatments: readonly {
    readonly kind: string;
    readonly disposition: 'held, do not resend' | 'not processed, resend' | 'stop sending';
  }[];
  readonly relief: { readonly paymentBusinessDays: number; readonly otherBusinessDays: number };
  readonly reason: string;
  readonly early: {
    readonly modes: readonly ('air' | 'air express' | 'rail' | 'truck' | 'vessel')[];
    readonly reason: string | null;
  } | null;
  readonly partOf: string | null;
  readonly invokedBy: {
    readonly accountId: string;
    readonly officer: string;
    readonly role: 'filer' | 'headquarters' | 'officer' | 'operations' | 'port director' | 'the platform';
  };
  readonly invokedAt: string;
  readonly changedBy: Actor;
  readonly changedAt: string;
  readonly change: 'extended' | 'invoked' | 'narrowed' | 'parted' | 'reconciled' | 'revoked' | 'widened';
};

export type DowntimeProcedures = 'in force' | 'as needed' | 'ended' | 'not allowed' | 'local work-arounds';

export type DowntimeResult = {
  readonly downtime: Downtime;
  readonly notice: Notice;
  readonly alsoChanged: readonly Downtime[];
};

export type DowntimesWiden = {
  readonly confirmed: Confirmed;
  readonly possible: Possible;
  readonly gateOrders: GateOrders;
  readonly treatments: Treatments;
  readonly relief: DowntimesWidenRelief;
  readonly reason: string;
  readonly officer: Code;
};

export type DowntimesWidenRelief = DowntimesWidenReliefDowntimesWidenRelief | null;

export type DowntimesWidenReliefDowntimesWidenRelief = {
  readonly paymentBusinessDays: number;
  readonly otherBusinessDays: number;
};

export type DrillFromHistory = {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly source: string;
  readonly assumed: string;
  readonly seconds: number;
};

export type DrillRun = {
  readonly id: string;
  readonly outage: string;
  readonly reason: string;
  readonly by: string;
  readonly orderedAt: string;
  readonly state: 'broken' | 'broken off' | 'failed' | 'kept' | 'ordered' | 'running';
  readonly startedAt: string | null;
  readonly endedAt: string | null;
};

export type DrillRunInFull = {
  readonly run: DrillRun;
  readonly verdict: readonly DrillVerdict[];
  readonly tail: readonly string[];
};

export type DrillVerdict = {
  readonly what: string;
  readonly measured: string;
  readonly promised: string;
  readonly kept: boolean;
};

export type EditChange = {
  readonly functions: readonly ConfirmedFunction[];
  readonly codes: readonly string[];
  readonly text: Code;
  readonly edit: Code;
  readonly consequence: 'the shipment is refused at primary' | 'the filing is rejected' | null;
};

export type EffectiveProcedure = {
  readonly steps: readonly EffectiveStep[];
  readonly contacts: readonly { readonly what: string; readonly how: string }[];
  readonly documents: readonly ProcedureDocument[];
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
  readonly conditions: readonly { readonly id: string; readonly text: string }[];
  readonly effectiveFrom: string;
  readonly principle: string;
  readonly advanceData: readonly {
    readonly id: string;
    readonly what: string;
    readonly by: string;
    readonly source: string;
  }[];
  readonly catchUpKeys: readonly { readonly id: string; readonly text: string }[];
  readonly responsibilities: readonly {
    readonly id: string;
    readonly side: 'CBP' | 'trade';
    readonly text: string;
    readonly source: string;
  }[];
  readonly excludedGoods: readonly { readonly id: string; readonly text: string; readonly source: string }[];
  readonly partnerAgency: PartnerAgency;
  readonly ownOutage: readonly { readonly id: string; readonly text: string; readonly source: string }[];
  readonly policies: Policies;
  readonly portsMay: {
    readonly addStepsTo: readonly ('enforcement' | 'facilitation' | 'security')[];
    readonly shortenKeying: boolean;
  };
};

export type EffectiveStep = {
  readonly note: string | null;
  readonly ofPort: boolean;
  readonly changed: readonly string[];
  readonly id: string;
  readonly documents: readonly string[];
  readonly phase: 'enforcement' | 'facilitation' | 'security';
  readonly source: string;
  readonly stage: 'after' | 'before arrival' | 'primary' | 'release' | 'secondary';
  readonly what: string;
  readonly who: readonly (
    | 'broker'
    | 'carrier'
    | 'port-director'
    | 'primary-officer'
    | 'secondary-officer'
    | 'supervisor'
    | 'terminal-operator'
  )[];
  readonly when: readonly string[];
  readonly overridable: 'add only' | 'detail' | 'no' | 'yes';
};

export type ElectronicFilingAfterwards = { readonly required: boolean; readonly text: string };

export type ExamResult = {
  readonly outcome: 'discrepancy' | 'no discrepancy';
  readonly text: string;
  readonly officer: string;
  readonly at: string;
};

export type ExaminationDue = {
  readonly entry: string;
  readonly port: string | null;
  readonly work: 'cancellation requested' | 'correction requested' | 'documents required' | 'examination';
  readonly risk: number;
  readonly priority: boolean;
  readonly since: string;
  readonly begunAt: string | null;
  readonly site: string | null;
  readonly reasons: readonly string[];
  readonly place: string;
};

export type ExcludedGood = { readonly id: string; readonly text: string; readonly source: string };

export type Field = { readonly positions: readonly number[]; readonly values: readonly string[] };

export type Found = {
  readonly picture: PictureAge;
  readonly bills: readonly Bill[];
  readonly releases: readonly Release[];
  readonly summaries: readonly {
    readonly heardAt: string;
    readonly age: string;
    readonly entry: string;
    readonly outcome: string;
  }[];
  readonly heldFilings: readonly HeldFiling[];
  readonly decisions: readonly DecisionView2[];
};

export type From = FromFrom | null;

export type FromFrom = string | FromFromFromFrom;

export type FromFromFromFrom = {
  readonly relation?: 'at' | 'before' | 'about';
  readonly date?: string;
  readonly season?: 'spring' | 'summer' | 'autumn' | 'winter';
  readonly day?: number;
  readonly clock?: string;
  readonly zone?: 'ET' | 'CT' | 'MT' | 'PT' | 'UTC';
  readonly presumed?: boolean;
};

export type GateOrder = { readonly module: 'manifest' | 'entry'; readonly direction: 'inbound' | 'outbound' };

export type GateOrders = readonly GateOrder[] | null;

export type Good = {
  readonly chapter: string;
  readonly countryOfOrigin: string | null;
  readonly valueDollars: number;
  readonly dutyCents: number;
};

export type HeldFiling = {
  readonly subject: string;
  readonly accountId: string;
  readonly kind: string;
  readonly filingId: string;
  readonly reference: string;
  readonly importerNumber: string | null;
  readonly modeOfTransport: string | null;
  readonly receivedAt: string;
  readonly portCode: string | null;
  readonly billKeys: readonly string[];
  readonly conveyance: { readonly scac: string | null; readonly trip: string | null };
  readonly module: string;
  readonly heardAt: string;
  readonly age: string;
};

export type HistoryEntry = {
  readonly version: number;
  readonly event: string;
  readonly state: string;
  readonly accountId: string | null;
  readonly person: string;
  readonly detail: unknown;
  readonly at: string;
};

export type InBond = {
  readonly number: string | null;
  readonly entryType: string;
  readonly departurePort: string;
  readonly destinationPort: string | null;
  readonly createdOn: string;
  readonly arrivedOn: string | null;
};

export type InForce = {
  readonly number: string;
  readonly from: string;
  readonly reason: string;
  readonly incidentNumber: string | null;
  readonly level: 'filer' | 'national' | 'port';
  readonly expectedEnd: string | null;
  readonly drill: boolean;
};

export type Incident = {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly drill: boolean;
  readonly state: 'cancelled' | 'fixed' | 'identified' | 'investigating' | 'watching';
  readonly title: string;
  readonly statement: IncidentStatement;
  readonly words: IncidentWords;
  readonly everywhere: boolean;
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
  readonly openedAt: string;
  readonly changedAt: string;
  readonly lastUpdateAt: string;
  readonly closedAt: string | null;
  readonly openedBy: Actor;
  readonly proposalId: string | null;
  readonly updates: readonly IncidentUpdate[];
  readonly reminders: readonly string[];
  readonly recentDeployments: readonly SuspectDeployment[];
  readonly noticeNumbers: readonly string[];
};

export type IncidentResult = { readonly incident: Incident; readonly notice: Notice | null };

export type IncidentStatement = {
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
  readonly confirmed: IncidentStatementConfirmed;
  readonly possible: IncidentStatementPossible;
  readonly symptoms: readonly IncidentStatementSymptom[];
  readonly windows: readonly IncidentStatementWindow[];
  readonly milestones: readonly IncidentStatementMilestone[];
  readonly cause: IncidentStatementCause;
  readonly brings: readonly string[];
  readonly repair: number | null;
  readonly instructions: readonly IncidentStatementInstruction[];
  readonly stillWorks: readonly IncidentStatementConfirmedFunction[];
  readonly ports: IncidentStatementPorts;
  readonly agencyScenario: { readonly agency: string; readonly programme: string; readonly scenario: number } | null;
  readonly relief: IncidentStatementRelief;
  readonly editChanges: readonly IncidentStatementEditChange[];
  readonly documents: readonly IncidentStatementDocument[];
  readonly forms: readonly string[];
  readonly support: IncidentStatementSupport;
  readonly shares: readonly IncidentStatementShare[];
  readonly processingOrder: readonly IncidentStatementConfirmedFunction[];
  readonly nextUpdateAt: string | null;
};

export type IncidentStatementCause = IncidentStatementCauseIncidentStatementCause | null;

export type IncidentStatementCauseIncidentStatementCause = {
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
  readonly at: IncidentStatementWindowFrom;
};

export type IncidentStatementConfirmed = {
  readonly functions: readonly IncidentStatementConfirmedFunction[];
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

export type IncidentStatementConfirmedFunction =
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

export type IncidentStatementDocument = {
  readonly syntax: 'CATAIR' | 'EDIFACT' | 'X12';
  readonly sets: readonly string[];
  readonly function: IncidentStatementDocumentFunction;
};

export type IncidentStatementDocumentFunction = IncidentStatementConfirmedFunction | null;

export type IncidentStatementEditChange = {
  readonly functions: readonly IncidentStatementConfirmedFunction[];
  readonly codes: readonly string[];
  readonly text: string | null;
  readonly edit: string | null;
  readonly consequence: 'the filing is rejected' | 'the shipment is refused at primary' | null;
};

export type IncidentStatementInstruction = {
  readonly functions: readonly IncidentStatementConfirmedFunction[];
  readonly messages: readonly string[];
  readonly which: IncidentStatementInstructionWhich;
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
  readonly processedAt: IncidentStatementWindowFrom;
  readonly acts: readonly IncidentStatementInstructionAct[];
};

export type IncidentStatementInstructionAct =
  | IncidentStatementInstructionActIncidentStatementInstructionAct
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
  | IncidentStatementInstructionActIncidentStatementInstructionAct2
  | IncidentStatementInstructionActIncidentStatementInstructionAct3
  | IncidentStatementInstructionActIncidentStatementInstructionAct4
  | IncidentStatementInstructionActIncidentStatementInstructionAct5
  | IncidentStatementInstructionActIncidentStatementInstructionAct6
  | IncidentStatementInstructionActIncidentStatementInstructionAct7
  | IncidentStatementInstructionActIncidentStatementInstructionAct8;

export type IncidentStatementInstructionActIncidentStatementInstructionAct = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly before: 'calling' | 'sending again';
  readonly minutes: number;
  readonly do: 'wait';
  readonly force: 'if needed' | 'may' | 'must';
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct2 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly messages: readonly string[];
  readonly which: IncidentStatementInstructionWhich;
  readonly do: 'resend';
  readonly force: 'if needed' | 'may' | 'must';
  readonly byHand: boolean;
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct3 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly message: string;
  readonly which: IncidentStatementInstructionWhich;
  readonly do: 'cancel and send again';
  readonly force: 'if needed' | 'may' | 'must';
  readonly cancelWith: string;
  readonly sendAgainAs: string;
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct4 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly record: string;
  readonly fields: readonly { readonly positions: readonly number[]; readonly values: readonly string[] }[];
  readonly do: 'narrow the query';
  readonly force: 'if needed' | 'may' | 'must';
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct5 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly document: 'downtime request' | 'entry documents' | 'paper stamped delivery authorised' | 'signed ABI copy';
  readonly do: 'give a document';
  readonly force: 'if needed' | 'may' | 'must';
  readonly road: 'by hand' | 'document system' | 'e-mail' | 'fax';
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct6 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly record: 'entry' | 'entry summary' | 'manifest';
  readonly do: 'do not change';
  readonly force: 'if needed' | 'may' | 'must';
  readonly once: 'the conveyance has arrived' | 'the goods are released';
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct7 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly do: 'work with';
  readonly force: 'if needed' | 'may' | 'must';
  readonly whom: 'the client representative' | 'the help desk' | 'the local port';
};

export type IncidentStatementInstructionActIncidentStatementInstructionAct8 = {
  readonly by: 'brokers' | 'carriers' | 'everybody' | 'importers';
  readonly do: 'wait for a notice';
  readonly force: 'if needed' | 'may' | 'must';
};

export type IncidentStatementInstructionWhich =
  IncidentStatementInstructionWhichIncidentStatementInstructionWhich | null;

export type IncidentStatementInstructionWhichIncidentStatementInstructionWhich = {
  readonly sentBefore: IncidentStatementWindowFrom;
  readonly sentSince: IncidentStatementWindowFrom;
  readonly refusedWith: { readonly code: string | null; readonly text: string | null } | null;
  readonly refusedForDataOf: string | null;
  readonly gotNo: string | null;
};

export type IncidentStatementMilestone = { readonly at: At; readonly what: IncidentStatementMilestoneWhat };

export type IncidentStatementMilestoneWhat =
  | 'applications restored'
  | 'backlog cleared'
  | 'downtime procedures authorised as appropriate'
  | 'end-of-day jobs and inbound queues processing'
  | 'fault began'
  | 'fix applied'
  | 'fully restored'
  | 'ports told to use downtime procedures'
  | 'power restored';

export type IncidentStatementPorts = IncidentStatementPortsIncidentStatementPorts | null;

export type IncidentStatementPortsIncidentStatementPorts = {
  readonly downtimeProcedures: 'as needed' | 'ended' | 'in force' | 'local work-arounds' | 'not allowed';
  readonly since: IncidentStatementWindowFrom;
  readonly until: IncidentStatementWindowFrom;
  readonly procedure: string | null;
  readonly accept: readonly ('paper documents' | 'paper stamped delivery authorised' | 'signed ABI copy')[];
};

export type IncidentStatementPossible = IncidentStatementConfirmed | null;

export type IncidentStatementRelief = IncidentStatementReliefIncidentStatementRelief | null;

export type IncidentStatementReliefIncidentStatementRelief = {
  readonly paymentBusinessDays: number;
  readonly otherBusinessDays: number;
  readonly noPenaltyFor: readonly (
    | 'diversion without electronic change'
    | 'late entry'
    | 'late entry summary'
    | 'late manifest'
    | 'moving containers without electronic release'
  )[];
};

export type IncidentStatementShare = {
  readonly function: IncidentStatementConfirmedFunction;
  readonly percent: number;
};

export type IncidentStatementSupport = IncidentStatementSupportIncidentStatementSupport | null;

export type IncidentStatementSupportIncidentStatementSupport = {
  readonly what: 'support room';
  readonly until: IncidentStatementWindowFrom;
};

export type IncidentStatementSymptom = {
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
  readonly functions: readonly IncidentStatementConfirmedFunction[];
  readonly messages: readonly string[];
  readonly lateMinutes: number | null;
  readonly waiting: number | null;
  readonly refusal: { readonly code: string | null; readonly text: string | null } | null;
  readonly above: readonly {
    readonly count: number;
    readonly of: 'houses of a master bill' | 'records of an answer' | 'shipments of a truck trip';
  }[];
};

export type IncidentStatementWindow = {
  readonly functions: readonly IncidentStatementConfirmedFunction[];
  readonly from: IncidentStatementWindowFrom;
  readonly to: IncidentStatementWindowFrom;
  readonly certainty: 'certain' | 'expected' | 'possible';
  readonly interruption: 'none' | 'not stated' | 'whole window';
  readonly breaks: { readonly count: number | null; readonly minutesEach: number } | null;
  readonly lengths: readonly IncidentStatementWindowLength[];
};

export type IncidentStatementWindowFrom = string | IncidentStatementWindowFromIncidentStatementWindowFrom | null;

export type IncidentStatementWindowFromIncidentStatementWindowFrom = {
  readonly relation?: 'about' | 'at' | 'before';
  readonly date?: string;
  readonly season?: 'autumn' | 'spring' | 'summer' | 'winter';
  readonly day?: number;
  readonly clock?: string;
  readonly zone?: 'CT' | 'ET' | 'MT' | 'PT' | 'UTC';
  readonly presumed?: boolean;
};

export type IncidentStatementWindowLength = {
  readonly function: IncidentStatementConfirmedFunction;
  readonly minutes: number;
};

export type IncidentUpdate = {
  readonly sequence: number;
  readonly at: string;
  readonly by: Actor;
  readonly state: 'cancelled' | 'fixed' | 'identified' | 'investigating' | 'watching';
  readonly remark: string | null;
  readonly noticeNumber: string | null;
};

export type IncidentWords = {
  readonly beganAt: string | null;
  readonly knownIssuesSince: string;
  readonly whatStillWorks: readonly string[];
  readonly whatHappensToYourTransactions: readonly { readonly transactions: string; readonly what: string }[];
  readonly whatToDoNext: readonly string[];
};

export type IncidentsUpdateStatement = Statement | null;

export type Instruction = {
  readonly functions: readonly ConfirmedFunction[];
  readonly messages: readonly string[];
  readonly which: Which;
  readonly becomes: Becomes;
  readonly certain: boolean;
  readonly processedAt: From;
  readonly acts: readonly Act[];
};

export type Item = { readonly id: string } & Readonly<Record<string, unknown>>;

export type KeyWithinBusinessDays = { readonly conveyanceAndRelease: number; readonly entryData: number };

export type Kind =
  | 'outage'
  | 'slowdown'
  | 'defect'
  | 'planned maintenance'
  | 'emergency maintenance'
  | 'planned deployment'
  | 'emergency fix'
  | 'contingency'
  | 'edit change'
  | 'documents'
  | 'deadline relief';

export type KnownHold = {
  readonly source: 'bill hold' | 'manual decision' | 'release state';
  readonly reference: string;
  readonly code: string;
  readonly reason: string;
  readonly since: string;
};

export type KnownRelease = {
  readonly reference: string;
  readonly path: 'electronic' | 'paper';
  readonly at: string;
  readonly by: string;
};

export type Length = { readonly function: ConfirmedFunction; readonly minutes: number };

export type Line = {
  readonly lineNumber: string;
  readonly countryOfOrigin: string | null;
  readonly tariffs: readonly string[];
};

export type Link = {
  readonly link: 'bill' | 'entry' | 'summary';
  readonly reference: string | null;
  readonly state: 'conflict' | 'expected' | 'matched' | 'missing';
  readonly dueDate: string | null;
  readonly conflicts: readonly Conflict[];
  readonly heldSince: string | null;
};

export type Looked = {
  readonly name: string;
  readonly ports: readonly string[];
  readonly person: string | null;
  readonly role:
    | 'Center director'
    | 'Center specialist'
    | 'FP&F officer'
    | 'account manager'
    | 'auditor'
    | 'headquarters'
    | 'officer'
    | 'port director'
    | 'team lead';
};

export type Match = MatchMatch | null;

export type MatchEvent = {
  readonly state: 'closed by hand' | 'conflict' | 'matched' | 'open';
  readonly changes: readonly string[];
  readonly at: string;
};

export type MatchMatch = {
  readonly state: 'closed by hand' | 'conflict' | 'matched' | 'open';
  readonly judgedAt: string;
  readonly links: readonly Link[];
  readonly closing: Closing | null;
};

export type Milestone = { readonly at: FromFrom; readonly what: What };

export type Misfit = { readonly at: string; readonly part: string; readonly rule: string; readonly text: string };

export type Module =
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
  | 'filer';

export type ModuleOfPlatform = {
  readonly module: string;
  readonly answers: boolean;
  readonly silence: string | null;
  readonly told: {
    readonly startedAt: string;
    readonly databaseReachable: boolean;
    readonly brokerConnected: boolean;
    readonly toHandle: Waiting;
    readonly toLeave: Waiting;
    readonly setAside: number;
    readonly lanesOfAll: number | null;
    readonly lanesIdle: number | null;
    readonly late: readonly { readonly work: string; readonly seconds: number }[];
  } | null;
  readonly roads: readonly RoadOfModule[];
};

export type NationalView = {
  readonly version: VersionHead;
  readonly procedure: Procedure;
  readonly versions: readonly VersionHead[];
  readonly readAt: string | null;
};

export type NoPenaltyFor =
  | 'diversion without electronic change'
  | 'moving containers without electronic release'
  | 'late manifest'
  | 'late entry'
  | 'late entry summary';

export type Note = string | null;

export type Notice = {
  readonly number: string;
  readonly drill: boolean;
  readonly title: string;
  readonly issuedAt: string;
  readonly issuedBy: Actor;
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
  readonly content: {
    readonly title: string;
    readonly published: IncidentStatementWindowFrom;
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
    readonly statement: IncidentStatement;
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
  readonly text: string;
};

export type NoticesAnnounce = {
  readonly drill: boolean;
  readonly title: string;
  readonly audience: readonly Audience[];
  readonly statement: Statement;
  readonly officer: Code;
};

export type Override = {
  readonly reason: string;
  readonly first: {
    readonly accountId: string;
    readonly person: string;
    readonly role: 'headquarters' | 'officer' | 'port director';
  };
  readonly second: {
    readonly accountId: string;
    readonly person: string;
    readonly role: 'headquarters' | 'officer' | 'port director';
    readonly agree: boolean;
    readonly note: string;
    readonly at: string;
  } | null;
};

export type OverrideBody = { readonly reason: string };

export type Owner = {
  readonly kind: 'carrier' | 'filer' | 'importer' | 'port';
  readonly accountId: string | null;
  readonly name: string;
};

export type Paper = {
  readonly port: string;
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
  readonly lane: string | null;
  readonly terminal: string | null;
  readonly officer: string;
  readonly conveyance: {
    readonly scac: string | null;
    readonly trip: string | null;
    readonly name: string | null;
    readonly driver: string | null;
    readonly plate: string | null;
  };
  readonly bills: readonly PaperBill[];
  readonly containers: readonly { readonly number: string; readonly seals: readonly string[] }[];
  readonly importerNumber: string | null;
  readonly importerName: string | null;
  readonly entry: { readonly filerCode: string; readonly entryNumber: string } | null;
  readonly exemption: string | null;
  readonly goods: readonly string[];
  readonly documentsSeen: readonly {
    readonly code: string;
    readonly number: string | null;
    readonly image: string | null;
  }[];
  readonly decision: 'exam' | 'hold' | 'refuse' | 'release';
  readonly reason: string | null;
  readonly examResult: string | null;
  readonly partnerAgencyConsent: readonly {
    readonly agency: string;
    readonly reference: string | null;
    readonly person: string | null;
  }[];
  readonly decidedAt: string;
};

export type PaperBill = { readonly billKey: string; readonly issuerScac: string; readonly quantity: number | null };

export type PartDiff = {
  readonly part: string;
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  readonly changed: readonly {
    readonly id: string;
    readonly fields: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
  }[];
  readonly reordered: boolean;
};

export type PartnerAgency = {
  readonly reviewHours: number;
  readonly source: string;
  readonly scenarios: readonly Scenario[];
};

export type PictureAge = {
  readonly asOf: string | null;
  readonly oldest: Age | null;
  readonly modulesAsOf: string | null;
  readonly modules: readonly { readonly name: string; readonly state: string; readonly since: string }[];
};

export type PlatformMessage = {
  readonly type: string;
  readonly subject: string;
  readonly state: 'discarded' | 'done' | 'received' | 'set aside' | 'waiting';
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly ageSeconds: number;
  readonly messageId: string;
  readonly correlationId: string;
  readonly attempts: number;
  readonly data: unknown;
  readonly error: string | null;
  readonly actions: readonly {
    readonly action: string;
    readonly actor: string;
    readonly note: string;
    readonly at: string;
  }[];
};

export type Policies = {
  readonly electronicFilingAfterwards: { readonly required: boolean; readonly text: string };
  readonly keptCopies: { readonly required: boolean; readonly text: string };
  readonly keyWithinBusinessDays: { readonly conveyanceAndRelease: number; readonly entryData: number };
};

export type PortCargo = {
  readonly port: string;
  readonly at: string;
  readonly picture: PictureAge;
  readonly cargo: readonly CargoInShort[];
  readonly more: boolean;
};

export type PortThreshold = {
  readonly port: string;
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
  readonly from: string;
  readonly watch: number;
  readonly portMayDeclare: number;
  readonly headquartersConsiders: number;
};

export type PortView = {
  readonly national: VersionHead;
  readonly overlay: Published | null;
  readonly versions: readonly VersionHead[];
  readonly readAt: string | null;
  readonly port: string;
  readonly procedure: EffectiveProcedure;
  readonly unfit: readonly Misfit[];
  readonly toReview: readonly { readonly step: string; readonly text: string }[];
};

export type Ports = PortsPorts | null;

export type PortsPorts = {
  readonly downtimeProcedures: DowntimeProcedures;
  readonly since: From;
  readonly until: From;
  readonly procedure: Code;
  readonly accept: readonly ('paper stamped delivery authorised' | 'signed ABI copy' | 'paper documents')[];
};

export type Possibility = {
  readonly decision: 'exam' | 'hold' | 'refuse' | 'release';
  readonly allowed: boolean;
  readonly whyNot: readonly { readonly code: string; readonly text: string; readonly bySecondOfficer: boolean }[];
  readonly needs: readonly string[];
};

export type Possible = Confirmed | null;

export type Procedure = {
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
  readonly effectiveFrom: string;
  readonly principle: string;
  readonly conditions: readonly { readonly id: string; readonly text: string }[];
  readonly documents: readonly ProcedureDocument[];
  readonly steps: readonly Step[];
  readonly advanceData: readonly {
    readonly id: string;
    readonly what: string;
    readonly by: string;
    readonly source: string;
  }[];
  readonly catchUpKeys: readonly { readonly id: string; readonly text: string }[];
  readonly responsibilities: readonly {
    readonly id: string;
    readonly side: 'CBP' | 'trade';
    readonly text: string;
    readonly source: string;
  }[];
  readonly excludedGoods: readonly { readonly id: string; readonly text: string; readonly source: string }[];
  readonly partnerAgency: PartnerAgency;
  readonly ownOutage: readonly { readonly id: string; readonly text: string; readonly source: string }[];
  readonly policies: Policies;
  readonly portsMay: {
    readonly addStepsTo: readonly ('enforcement' | 'facilitation' | 'security')[];
    readonly shortenKeying: boolean;
  };
};

export type ProcedureDocument = {
  readonly id: string;
  readonly short: string;
  readonly name: string;
  readonly contents: readonly string[];
  readonly source: string;
};

export type Proposal2 = {
  readonly id: string;
  readonly version: number;
  readonly state: 'accepted' | 'closed' | 'dismissed' | 'open';
  readonly origin: 'officer' | 'watch';
  readonly component: string | null;
  readonly since: string;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly title: string;
  readonly evidence: ProposalEvidence | null;
  readonly suggested: IncidentStatement;
  readonly by: Actor;
  readonly decision: Decision;
  readonly recoveredAt: string | null;
};

export type ProposalEvidence = {
  readonly component: string;
  readonly componentState: string;
  readonly reason: string;
  readonly gates: readonly {
    readonly module: string;
    readonly direction: string;
    readonly state: string;
    readonly since: string;
    readonly held: number;
  }[];
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
};

export type ProposalWithStages = {
  readonly stage: 'headquarters considers a national downtime' | 'port may declare' | 'propose' | 'watch';
  readonly deadlines: readonly {
    readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
    readonly port: string | null;
    readonly watchUntil: string;
    readonly portMayDeclareAt: string;
    readonly headquartersConsidersAt: string;
    readonly stage: 'headquarters considers a national downtime' | 'port may declare' | 'propose' | 'watch';
  }[];
  readonly id: string;
  readonly version: number;
  readonly state: 'accepted' | 'closed' | 'dismissed' | 'open';
  readonly origin: 'officer' | 'watch';
  readonly component: string | null;
  readonly since: string;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly title: string;
  readonly evidence: ProposalEvidence | null;
  readonly suggested: IncidentStatement;
  readonly by: Actor;
  readonly decision: Decision;
  readonly recoveredAt: string | null;
};

export type Published = {
  readonly place: string;
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
  readonly version: number;
  readonly effectiveFrom: string;
  readonly nationalVersion: number | null;
  readonly document: {
    readonly effectiveFrom: string;
    readonly reason: string;
    readonly changes: readonly {
      readonly step: string;
      readonly leaveOut?: boolean;
      readonly what?: string;
      readonly who?: readonly (
        | 'broker'
        | 'carrier'
        | 'port-director'
        | 'primary-officer'
        | 'secondary-officer'
        | 'supervisor'
        | 'terminal-operator'
      )[];
      readonly stage?: 'after' | 'before arrival' | 'primary' | 'release' | 'secondary';
      readonly when?: readonly string[];
      readonly removeDocuments?: readonly string[];
      readonly addDocuments?: readonly string[];
      readonly note?: string;
    }[];
    readonly steps: readonly {
      readonly id: string;
      readonly phase: 'enforcement' | 'facilitation' | 'security';
      readonly stage: 'after' | 'before arrival' | 'primary' | 'release' | 'secondary';
      readonly who: readonly (
        | 'broker'
        | 'carrier'
        | 'port-director'
        | 'primary-officer'
        | 'secondary-officer'
        | 'supervisor'
        | 'terminal-operator'
      )[];
      readonly what: string;
      readonly documents: readonly string[];
      readonly when: readonly string[];
      readonly source: string;
    }[];
    readonly documents: readonly {
      readonly name: string;
      readonly id: string;
      readonly contents: readonly string[];
      readonly source: string;
      readonly short: string;
    }[];
    readonly contacts: readonly { readonly what: string; readonly how: string }[];
    readonly keyWithinBusinessDays?: { readonly conveyanceAndRelease: number; readonly entryData: number };
  };
  readonly officer: string;
  readonly publishedAt: string;
};

export type Reference = {
  readonly qualifier: string;
  readonly number: string;
  readonly receivedAt: string | null;
  readonly reasonCodes: readonly string[];
};

export type Refusal = RefusalRefusal | null;

export type RefusalRefusal = { readonly code: Code; readonly text: Code };

export type RegisteredDecision = {
  readonly id: string;
  readonly controlNumber: string;
  readonly drill: boolean;
  readonly state:
    | 'awaiting second officer'
    | 'being claimed'
    | 'expired'
    | 'in effect'
    | 'not agreed'
    | 'registered'
    | 'released electronically'
    | 'void';
  readonly version: number;
  readonly downtimeNumber: string;
  readonly accountId: string;
  readonly registeredBy: string | null;
  readonly paper: Paper;
  readonly knownHolds: readonly KnownHold[];
  readonly override: Override | null;
  readonly keyed: { readonly by: string; readonly at: string; readonly reference: string | null } | null;
  readonly examResult: ExamResult | null;
  readonly voiding: Voiding;
  readonly entryConfirmed: boolean | null;
  readonly registeredAt: string;
  readonly expiresAt: string | null;
  readonly effectiveAt: string | null;
  readonly electronicReleaseAt: string | null;
};

export type Release = {
  readonly bonds?: readonly Bond[];
  readonly release?: ReleaseRelease;
  readonly examination?: { readonly orderedAt: string; readonly endedAt: string | null } | null;
  readonly lines?: readonly Line[];
  readonly goods?: readonly Good[];
  readonly filedAt?: string;
  readonly modeOfTransport?: string | null;
  readonly agencies?: readonly Agency[];
  readonly references?: readonly { readonly qualifier: string; readonly value: string }[];
  readonly acceptedAt?: string | null;
  readonly documentReferences?: readonly string[];
  readonly processingPort?: string | null;
  readonly block?: Block;
  readonly version: number;
  readonly accountId: string;
  readonly filerCode: string;
  readonly occurredAt: string;
  readonly state: string;
  readonly entryType: string;
  readonly bills: readonly ReleaseBill[];
  readonly entryNumber: string;
  readonly portOfEntry: string | null;
  readonly importerNumber: string;
  readonly estimatedArrival: string | null;
  readonly dispositions: readonly Disposition[];
  readonly carrierCode: string | null;
  readonly conveyanceName: string | null;
  readonly voyage: string | null;
  readonly splitShipment: string | null;
  readonly filerReference: string | null;
  readonly heardAt: string;
  readonly age: string;
  readonly entry: string;
};

export type ReleaseBill = {
  readonly billKey: string;
  readonly billType: string;
  readonly issuer: string | null;
  readonly billNumber: string;
  readonly quantity: number | null;
  readonly unit: string | null;
  readonly manifestedQuantity: number | null;
  readonly disposition: { readonly code: string; readonly text: string; readonly at: string } | null;
  readonly carrierCode: string | null;
  readonly voyage: string | null;
  readonly arrivalDate: string | null;
  readonly arrivalPort: string | null;
  readonly inBond?: InBond;
};

export type ReleaseRelease = ReleaseReleaseReleaseRelease | null;

export type ReleaseReleaseReleaseRelease = {
  readonly path: 'electronic' | 'paper';
  readonly at: string;
  readonly decisionId: string | null;
  readonly controlNumber: string | null;
};

export type Relief = ReliefRelief | null;

export type ReliefRelief = {
  readonly paymentBusinessDays: number;
  readonly otherBusinessDays: number;
  readonly noPenaltyFor: readonly NoPenaltyFor[];
};

export type Remark = string | null;

export type RoadOfModule = {
  readonly to: string;
  readonly underWay: number | null;
  readonly lanes: readonly {
    readonly waiting: number;
    readonly oldestSeconds: number | null;
    readonly lane: number;
    readonly underWay: number | null;
  }[];
  readonly waiting: number;
  readonly oldestSeconds: number | null;
};

export type Scenario = {
  readonly id: string;
  readonly state: string;
  readonly confirmed: string;
  readonly submitted: string;
  readonly notSubmitted: string;
};

export type Share = { readonly function: ConfirmedFunction; readonly percent: number };

export type Sign =
  | 'no answer'
  | 'not processed'
  | 'late answers'
  | 'backlog'
  | 'refused'
  | 'duplicates looping'
  | 'notices not sent'
  | 'access denied'
  | 'data missing at the port'
  | 'interrupted'
  | 'query too large';

export type Statement = {
  readonly kind: Kind;
  readonly system: 'Portway' | 'ACE' | 'ACS';
  readonly owner: 'platform' | 'partner agency' | 'network' | 'filer';
  readonly stage: 'expected' | 'going on' | 'resolved' | 'in force';
  readonly confirmed: Confirmed;
  readonly possible: Possible;
  readonly symptoms: readonly Symptom[];
  readonly windows: readonly Window[];
  readonly milestones: readonly Milestone[];
  readonly cause: Cause;
  readonly brings: readonly string[];
  readonly repair: number | null;
  readonly instructions: readonly Instruction[];
  readonly stillWorks: readonly ConfirmedFunction[];
  readonly ports: Ports;
  readonly agencyScenario: AgencyScenario;
  readonly relief: Relief;
  readonly editChanges: readonly EditChange[];
  readonly documents: readonly StatementDocument[];
  readonly forms: readonly string[];
  readonly support: Support;
  readonly shares: readonly Share[];
  readonly processingOrder: readonly ConfirmedFunction[];
  readonly nextUpdateAt: string | null;
};

export type StatementDocument = {
  readonly syntax: 'X12' | 'EDIFACT' | 'CATAIR';
  readonly sets: readonly string[];
  readonly function: StatementDocumentFunction;
};

export type StatementDocumentFunction = ConfirmedFunction | null;

export type Step = {
  readonly id: string;
  readonly phase: 'enforcement' | 'facilitation' | 'security';
  readonly stage: 'after' | 'before arrival' | 'primary' | 'release' | 'secondary';
  readonly who: readonly (
    | 'broker'
    | 'carrier'
    | 'port-director'
    | 'primary-officer'
    | 'secondary-officer'
    | 'supervisor'
    | 'terminal-operator'
  )[];
  readonly what: string;
  readonly documents: readonly string[];
  readonly when: readonly string[];
  readonly source: string;
  readonly overridable: 'add only' | 'detail' | 'no' | 'yes';
};

export type Support = SupportSupport | null;

export type SupportSupport = { readonly what: 'support room'; readonly until: From };

export type SuspectDeployment = {
  readonly id: string;
  readonly module: string;
  readonly version: string;
  readonly at: string;
  readonly note: string | null;
  readonly ports: readonly string[];
  readonly source: 'process started' | 'reported';
  readonly sameModule: boolean;
};

export type Symptom = {
  readonly sign: Sign;
  readonly functions: readonly ConfirmedFunction[];
  readonly messages: readonly string[];
  readonly lateMinutes: number | null;
  readonly waiting: number | null;
  readonly refusal: Refusal;
  readonly above: readonly Above[];
};

export type Treatment = {
  readonly kind: string;
  readonly disposition: 'held, do not resend' | 'not processed, resend' | 'stop sending';
};

export type Treatments = readonly Treatment[] | null;

export type Trusted = {
  readonly name: string;
  readonly as: 'carrier' | 'importer';
  readonly program: string;
  readonly tier: string | null;
  readonly number: string | null;
};

export type UnmatchedDecision = {
  readonly controlNumber: string;
  readonly downtimeNumber: string;
  readonly port: string;
  readonly mode: string;
  readonly decision: string;
  readonly decidedAt: string;
  readonly ageHours: number;
  readonly officer: string;
  readonly state: 'closed by hand' | 'conflict' | 'matched' | 'open';
  readonly dueDate: string | null;
  readonly links: readonly UnmatchedLink[];
};

export type UnmatchedLink = {
  readonly owner: Owner | null;
  readonly link: 'bill' | 'entry' | 'summary';
  readonly reference: string | null;
  readonly state: 'conflict' | 'expected' | 'matched' | 'missing';
  readonly dueDate: string | null;
  readonly conflicts: readonly Conflict[];
  readonly heldSince: string | null;
};

export type VersionHead = {
  readonly version: number;
  readonly officer: string;
  readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
  readonly place: string;
  readonly effectiveFrom: string;
  readonly nationalVersion: number | null;
  readonly publishedAt: string;
};

export type Voiding = {
  readonly reason: string;
  readonly officer: string;
  readonly accountId: string;
  readonly at: string;
} | null;

export type Waiting = { readonly waiting: number; readonly oldestSeconds: number | null };

export type What =
  | 'fault began'
  | 'power restored'
  | 'ports told to use downtime procedures'
  | 'downtime procedures authorised as appropriate'
  | 'applications restored'
  | 'end-of-day jobs and inbound queues processing'
  | 'backlog cleared'
  | 'fix applied'
  | 'fully restored';

export type Which = WhichWhich | null;

export type WhichWhich = {
  readonly sentBefore: From;
  readonly sentSince: From;
  readonly refusedWith: Refusal;
  readonly refusedForDataOf: Code;
  readonly gotNo: Code;
};

export type Who =
  | 'primary-officer'
  | 'secondary-officer'
  | 'supervisor'
  | 'port-director'
  | 'carrier'
  | 'broker'
  | 'terminal-operator';

export type WholeDecision = {
  readonly id: string;
  readonly controlNumber: string;
  readonly drill: boolean;
  readonly state:
    | 'awaiting second officer'
    | 'being claimed'
    | 'expired'
    | 'in effect'
    | 'not agreed'
    | 'registered'
    | 'released electronically'
    | 'void';
  readonly version: number;
  readonly downtimeNumber: string;
  readonly accountId: string;
  readonly registeredBy: string | null;
  readonly paper: Paper;
  readonly knownHolds: readonly KnownHold[];
  readonly override: Override | null;
  readonly keyed: { readonly by: string; readonly at: string; readonly reference: string | null } | null;
  readonly examResult: ExamResult | null;
  readonly voiding: Voiding;
  readonly entryConfirmed: boolean | null;
  readonly registeredAt: string;
  readonly expiresAt: string | null;
  readonly effectiveAt: string | null;
  readonly electronicReleaseAt: string | null;
  readonly match: Match;
  readonly history: readonly HistoryEntry[];
  readonly matchHistory: readonly MatchEvent[];
};

export type Window = {
  readonly functions: readonly ConfirmedFunction[];
  readonly from: From;
  readonly to: From;
  readonly certainty: 'certain' | 'expected' | 'possible';
  readonly interruption: 'whole window' | 'none' | 'not stated';
  readonly breaks: Breaks;
  readonly lengths: readonly Length[];
};

export type WorklistOfModule = {
  readonly module: string;
  readonly answers: boolean;
  readonly silence: string | null;
  readonly isAll: boolean;
  readonly messages: readonly {
    readonly messageId: string;
    readonly type: string;
    readonly subject: string;
    readonly correlationId: string;
    readonly state: 'discarded' | 'done' | 'received' | 'set aside' | 'waiting';
    readonly attempts: number;
    readonly receivedAt: string;
    readonly ageSeconds: number;
    readonly reason: string | null;
  }[];
};

/** By method and address. */
export interface Operations {
  /** Alarms that are open, or all */ 'GET /desk/alarms': {
    path: Readonly<Record<string, never>>;
    query: { readonly show?: 'open' | 'all'; readonly port?: string };
    body: undefined;
    answer: { readonly alarms: readonly DeskAlarm[] };
  };
  /** Takes an alarm into one's own hands */ 'POST /desk/alarms/{id}/acknowledge': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly officer?: string; readonly note: string };
    answer: DeskAlarm;
  };
  /** The last known picture of a port in short, the latest heard first, a thousand bills at the most */ 'GET /desk/cargo': {
    path: Readonly<Record<string, never>>;
    query: { readonly port: string };
    body: undefined;
    answer: PortCargo;
  };
  /** All that is known of a piece of cargo, and how to proceed with it */ 'GET /desk/cases/{reference}': {
    path: { readonly reference: string };
    query: {
      readonly port?: string;
      readonly mode?: 'truck' | 'rail' | 'vessel' | 'air' | 'air express';
      readonly drill?: boolean;
    };
    body: undefined;
    answer: DeskCase;
  };
  /** The papers of a piece of cargo, with codes to scan */ 'GET /desk/cases/{reference}/packet': {
    path: { readonly reference: string };
    query: {
      readonly port?: string;
      readonly mode?: 'truck' | 'rail' | 'vessel' | 'air' | 'air express';
      readonly drill?: boolean;
    };
    body: undefined;
    answer: string;
  };
  /** The newest first; `state=awaiting second officer` for what waits for a colleague */ 'GET /desk/decisions': {
    path: Readonly<Record<string, never>>;
    query: {
      readonly port?: string;
      readonly state?:
        | 'registered'
        | 'awaiting second officer'
        | 'being claimed'
        | 'in effect'
        | 'not agreed'
        | 'expired'
        | 'released electronically'
        | 'void';
    };
    body: undefined;
    answer: { readonly decisions: readonly DecisionView2[] };
  };
  /** 201 with the new decision, 200 with the one that the same request made before */ 'POST /desk/decisions': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly idempotencyKey: string;
      readonly downtimeNumber?: string;
      readonly drill?: boolean;
      readonly port: string;
      readonly mode: 'truck' | 'rail' | 'vessel' | 'air' | 'air express';
      readonly lane?: string;
      readonly terminal?: string;
      readonly officer?: string;
      readonly conveyance?: ConveyanceBody;
      readonly bills?: readonly BillBody[];
      readonly containers?: readonly ContainerBody[];
      readonly importerNumber?: string;
      readonly importerName?: string;
      readonly entry?: string;
      readonly exemption?: string;
      readonly goods?: readonly string[];
      readonly documentsSeen?: readonly DocumentBody[];
      readonly decision: 'release' | 'hold' | 'exam' | 'refuse';
      readonly reason?: string;
      readonly examResult?: string;
      readonly partnerAgencyConsent?: readonly ConsentBody[];
      readonly decidedAt: string;
      readonly override?: OverrideBody;
    };
    answer: RegisteredDecision;
  };
  /** A decision with everything that happened to it */ 'GET /desk/decisions/{controlNumber}': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: WholeDecision;
  };
  /** Records what an examination found */ 'POST /desk/decisions/{controlNumber}/exam-result': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly officer?: string;
      readonly outcome: 'no discrepancy' | 'discrepancy';
      readonly result: string;
      readonly at: string;
    };
    answer: RegisteredDecision;
  };
  /** Records that a decision was keyed into the system for which it was a substitute */ 'POST /desk/decisions/{controlNumber}/keyed': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: { readonly keyedBy: string; readonly keyedAt: string; readonly reference?: string };
    answer: RegisteredDecision;
  };
  /** The papers of one decision, with codes to scan */ 'GET /desk/decisions/{controlNumber}/packet': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Signs a decision as its second officer */ 'POST /desk/decisions/{controlNumber}/second-officer': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: { readonly officer?: string; readonly agree: boolean; readonly note: string };
    answer: RegisteredDecision;
  };
  /** Takes a decision back */ 'POST /desk/decisions/{controlNumber}/void': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: { readonly officer?: string; readonly reason: string };
    answer: RegisteredDecision;
  };
  /** Examinations and reviews that wait, high risk first, each with the reason of its place; the first five hundred, and how many there are */ 'GET /desk/examinations': {
    path: Readonly<Record<string, never>>;
    query: { readonly port?: string };
    body: undefined;
    answer: { readonly count: number; readonly due: readonly ExaminationDue[] };
  };
  /** Who works at the desk, and at which ports; told by nothing but this service */ 'GET /desk/officer': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: Looked;
  };
  /** The national procedure for a mode, in force or as of a day, or one version of it */ 'GET /desk/playbooks/national/{mode}': {
    path: { readonly mode: string };
    query: { readonly version?: string; readonly asOf?: string };
    body: undefined;
    answer: NationalView;
  };
  /** Publishes a whole national procedure */ 'PUT /desk/playbooks/national/{mode}': {
    path: { readonly mode: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly officer?: string;
      readonly replaces: number;
      readonly procedure: {
        readonly mode: 'truck' | 'rail' | 'vessel' | 'air' | 'air express';
        readonly effectiveFrom: string;
        readonly principle: string;
        readonly conditions: readonly { readonly id: string; readonly text: string }[];
        readonly documents: readonly {
          readonly id: string;
          readonly short: string;
          readonly name: string;
          readonly contents: readonly string[];
          readonly source: string;
        }[];
        readonly steps: readonly {
          readonly id: string;
          readonly phase: 'security' | 'enforcement' | 'facilitation';
          readonly stage: 'before arrival' | 'primary' | 'secondary' | 'release' | 'after';
          readonly who: readonly Who[];
          readonly what: string;
          readonly documents: readonly string[];
          readonly when: readonly string[];
          readonly source: string;
          readonly overridable: 'no' | 'add only' | 'detail' | 'yes';
        }[];
        readonly advanceData: readonly {
          readonly id: string;
          readonly what: string;
          readonly by: string;
          readonly source: string;
        }[];
        readonly catchUpKeys: readonly { readonly id: string; readonly text: string }[];
        readonly responsibilities: readonly {
          readonly id: string;
          readonly side: 'CBP' | 'trade';
          readonly text: string;
          readonly source: string;
        }[];
        readonly excludedGoods: readonly ExcludedGood[];
        readonly partnerAgency: {
          readonly reviewHours: number;
          readonly source: string;
          readonly scenarios: readonly {
            readonly id: string;
            readonly state: string;
            readonly confirmed: string;
            readonly submitted: string;
            readonly notSubmitted: string;
          }[];
        };
        readonly ownOutage: readonly ExcludedGood[];
        readonly policies: {
          readonly electronicFilingAfterwards: ElectronicFilingAfterwards;
          readonly keptCopies: ElectronicFilingAfterwards;
          readonly keyWithinBusinessDays: KeyWithinBusinessDays;
        };
        readonly portsMay: {
          readonly addStepsTo: readonly ('security' | 'enforcement' | 'facilitation')[];
          readonly shortenKeying: boolean;
        };
      };
    };
    answer: {
      readonly version: VersionHead;
      readonly procedure: Procedure;
      readonly versions: readonly VersionHead[];
      readonly readAt: string | null;
      readonly portsToReview: readonly {
        readonly port: string;
        readonly unfit: readonly Misfit[];
        readonly toReview: readonly { readonly step: string; readonly text: string }[];
      }[];
    };
  };
  /** Two versions of a national procedure compared */ 'GET /desk/playbooks/national/{mode}/diff': {
    path: { readonly mode: string };
    query: { readonly from?: string; readonly to?: string };
    body: undefined;
    answer: { readonly parts: readonly PartDiff[]; readonly text: string; readonly from: number; readonly to: number };
  };
  /** What holds at the port */ 'GET /desk/playbooks/ports/{port}/{mode}': {
    path: { readonly port: string; readonly mode: string };
    query: { readonly version?: string; readonly asOf?: string };
    body: undefined;
    answer: PortView;
  };
  /** Publishes what the port changes, as a whole */ 'PUT /desk/playbooks/ports/{port}/{mode}': {
    path: { readonly port: string; readonly mode: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly officer?: string;
      readonly replaces: number;
      readonly overlay: {
        readonly effectiveFrom: string;
        readonly reason: string;
        readonly changes: readonly {
          readonly step: string;
          readonly leaveOut?: true;
          readonly what?: string;
          readonly who?: readonly Who[];
          readonly stage?: 'before arrival' | 'primary' | 'secondary' | 'release' | 'after';
          readonly when?: readonly string[];
          readonly removeDocuments?: readonly string[];
          readonly addDocuments?: readonly string[];
          readonly note?: string;
        }[];
        readonly steps: readonly {
          readonly id: string;
          readonly phase: 'security' | 'enforcement' | 'facilitation';
          readonly stage: 'before arrival' | 'primary' | 'secondary' | 'release' | 'after';
          readonly who: readonly Who[];
          readonly what: string;
          readonly documents: readonly string[];
          readonly when: readonly string[];
          readonly source: string;
        }[];
        readonly documents: readonly {
          readonly short: string;
          readonly name: string;
          readonly contents: readonly string[];
          readonly source: string;
          readonly id: string;
        }[];
        readonly contacts: readonly { readonly what: string; readonly how: string }[];
        readonly keyWithinBusinessDays?: KeyWithinBusinessDays;
      };
    };
    answer: PortView;
  };
  /** Versions of a port's changes compared on the national version in force; version 0 is the national procedure itself */ 'GET /desk/playbooks/ports/{port}/{mode}/diff': {
    path: { readonly port: string; readonly mode: string };
    query: { readonly from?: string; readonly to?: string };
    body: undefined;
    answer: {
      readonly parts: readonly PartDiff[];
      readonly text: string;
      readonly from: number;
      readonly to: number;
      readonly nationalVersion: number;
    };
  };
  /** Bills, entries and decisions that a word, a number or a part of one leads to */ 'GET /desk/search': {
    path: Readonly<Record<string, never>>;
    query: { readonly q: string };
    body: undefined;
    answer: Found;
  };
  /** As `GET`, for an importer's number too */ 'POST /desk/search': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly q: string };
    answer: Found;
  };
  /** Any role's, for officers */ 'GET /desk/sheets/{port}/{mode}/{role}': {
    path: { readonly port: string; readonly mode: string; readonly role: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
  /** Holds that hit goods already released, then conflicts, then the oldest */ 'GET /desk/unmatched': {
    path: Readonly<Record<string, never>>;
    query: { readonly port?: string };
    body: undefined;
    answer: { readonly alarms: readonly DeskAlarm[]; readonly decisions: readonly UnmatchedDecision[] };
  };
  /** Closes a decision for which no electronic filing will come */ 'POST /desk/unmatched/{controlNumber}/close': {
    path: { readonly controlNumber: string };
    query: Readonly<Record<string, never>>;
    body: { readonly officer?: string; readonly reason: string };
    answer: undefined;
  };
  /** Says of a component what is not seen by looking at it */ 'POST /downtime/components/{name}/override': {
    path: { readonly name: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly state: 'operational' | 'slow' | 'partial' | 'down' | 'maintenance';
      readonly reason: string;
      readonly minutes: number;
      readonly officer: Code;
    };
    answer: ComponentImpact;
  };
  /** Downtimes in force */ 'GET /downtime/downtimes': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly downtimes: readonly Downtime[] };
  };
  /** Declares a downtime */ 'POST /downtime/downtimes': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly drill: boolean;
      readonly incidentNumber: Code;
      readonly confirmed: Confirmed;
      readonly possible: Possible;
      readonly filer: {
        readonly accountId: string;
        readonly scacs: readonly string[];
        readonly conveyances: readonly string[];
      } | null;
      readonly from: string | null;
      readonly expectedEnd: string | null;
      readonly reviewAt: string | null;
      readonly procedure: Code;
      readonly gateOrders: readonly GateOrder[];
      readonly treatments: readonly Treatment[];
      readonly relief: { readonly paymentBusinessDays: number; readonly otherBusinessDays: number };
      readonly reason: string;
      readonly earlyReason: string | null;
      readonly audience: readonly Audience[];
      readonly officer: Code;
    };
    answer: DowntimeResult;
  };
  /** As it is, and every version it had */ 'GET /downtime/downtimes/{number}': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly downtime: Downtime; readonly versions: readonly Downtime[] };
  };
  /** Puts off the expected end of a downtime */ 'POST /downtime/downtimes/{number}/extend': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly expectedEnd: string;
      readonly reviewAt: string | null;
      readonly reason: string;
      readonly officer: Code;
    };
    answer: DowntimeResult;
  };
  /** Makes a downtime hold for less */ 'POST /downtime/downtimes/{number}/narrow': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: DowntimesWiden;
    answer: DowntimeResult;
  };
  /** Ends a downtime */ 'POST /downtime/downtimes/{number}/revoke': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: { readonly reason: string; readonly relief: DowntimesWidenRelief; readonly officer: Code };
    answer: DowntimeResult;
  };
  /** Makes a downtime hold for more */ 'POST /downtime/downtimes/{number}/widen': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: DowntimesWiden;
    answer: DowntimeResult;
  };
  /** Incidents that are open */ 'GET /downtime/incidents': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly incidents: readonly Incident[] };
  };
  /** Opens an incident */ 'POST /downtime/incidents': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly drill: boolean;
      readonly title: string;
      readonly statement: Statement;
      readonly audience: readonly Audience[];
      readonly identified: boolean;
      readonly remark: Remark;
      readonly notice: boolean;
      readonly officer: Code;
    };
    answer: IncidentResult;
  };
  /** With its updates, its reminders and the deployments before it */ 'GET /downtime/incidents/{number}': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: Incident;
  };
  /** Says what is new about an incident, or that it is over */ 'POST /downtime/incidents/{number}/updates': {
    path: { readonly number: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly event: 'identify' | 'repair' | 'recur' | 'fix' | 'withdraw' | null;
      readonly remark: Remark;
      readonly statement: IncidentsUpdateStatement;
      readonly title: Code;
      readonly notice: boolean;
      readonly officer: Code;
    };
    answer: IncidentResult;
  };
  /** Notices as officers read them, the newest first */ 'GET /downtime/notices': {
    path: Readonly<Record<string, never>>;
    query: { readonly limit?: number; readonly before?: string; readonly drills?: string };
    body: undefined;
    answer: { readonly notices: readonly Notice[] };
  };
  /** Announces what is no incident */ 'POST /downtime/notices': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: NoticesAnnounce;
    answer: Notice;
  };
  /** The text that an announcement would have */ 'POST /downtime/notices/preview': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: NoticesAnnounce;
    answer: { readonly text: string };
  };
  /** Who may declare what */ 'GET /downtime/policy/authority': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly authority: readonly Authority[] };
  };
  /** After how many minutes a downtime may be declared, nationally and at ports */ 'GET /downtime/policy/thresholds': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: {
      readonly national: readonly {
        readonly mode: 'air' | 'air express' | 'rail' | 'truck' | 'vessel';
        readonly watch: number;
        readonly portMayDeclare: number;
        readonly headquartersConsiders: number;
      }[];
      readonly ports: readonly PortThreshold[];
    };
  };
  /** Sets the minutes of a port */ 'POST /downtime/policy/thresholds': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly port: string;
      readonly mode: 'truck' | 'rail' | 'vessel' | 'air' | 'air express';
      readonly watch: number;
      readonly portMayDeclare: number;
      readonly headquartersConsiders: number;
      readonly from: string | null;
      readonly officer: Code;
    };
    answer: PortThreshold;
  };
  /** What is proposed now, or was since an instant, with when the platform was looked at last */ 'GET /downtime/proposals': {
    path: Readonly<Record<string, never>>;
    query: { readonly since?: string };
    body: undefined;
    answer: { readonly seenAsOf: string | null; readonly proposals: readonly ProposalWithStages[] };
  };
  /** Proposes that something be declared */ 'POST /downtime/proposals': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: {
      readonly title: string;
      readonly statement: Statement;
      readonly since: string | null;
      readonly reason: Remark;
      readonly officer: Code;
    };
    answer: Proposal2;
  };
  /** Declares what was proposed */ 'POST /downtime/proposals/{id}/accept': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: {
      readonly title: Code;
      readonly statement: IncidentsUpdateStatement;
      readonly ports: readonly string[];
      readonly audience: readonly Audience[];
      readonly remark: Remark;
      readonly notice: boolean;
      readonly officer: Code;
    };
    answer: { readonly incident: Incident; readonly notice: Notice | null; readonly proposal: Proposal2 };
  };
  /** Leaves a proposal */ 'POST /downtime/proposals/{id}/dismiss': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly reason: string; readonly officer: Code };
    answer: Proposal2;
  };
  /** What was deployed, the newest first; of the last thirty days where nothing else is asked for */ 'GET /platform/deployments': {
    path: Readonly<Record<string, never>>;
    query: { readonly since?: string };
    body: undefined;
    answer: { readonly deployments: readonly Deployment[] };
  };
  /** Records a deployment, in the name of who signed in */ 'POST /platform/deployments': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: DeploymentsRecord;
    answer: Deployment;
  };
  /** The drills that can be run, and the newest runs */ 'GET /platform/drills': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly drills: readonly DrillFromHistory[] | null; readonly runs: readonly DrillRun[] };
  };
  /** Has a drill run */ 'POST /platform/drills': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: { readonly outage: string; readonly reason: string };
    answer: DrillRun;
  };
  /** A run with its verdict and the last of what it told */ 'GET /platform/drills/runs/{id}': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: DrillRunInFull;
  };
  /** Breaks a run off */ 'POST /platform/drills/runs/{id}/stop': {
    path: { readonly id: string };
    query: Readonly<Record<string, never>>;
    body: { readonly reason: string };
    answer: DrillRun;
  };
  /** Every module with what waits in it and on the roads from it */ 'GET /platform/modules': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly at: string; readonly modules: readonly ModuleOfPlatform[] };
  };
  /** Has a module send another one everything again, in order, that left for it since an instant, as far as it is kept */ 'POST /platform/modules/{module}/roads/{destination}/replays': {
    path: { readonly module: string; readonly destination: string };
    query: Readonly<Record<string, never>>;
    body: { readonly since: string; readonly reason: string };
    answer: {
      readonly from: string;
      readonly to: string;
      readonly since: string;
      readonly lanes: readonly { readonly after: number; readonly lane: number }[];
    };
  };
  /** Messages of all modules that wait for a person, the oldest of each first */ 'GET /platform/worklist': {
    path: Readonly<Record<string, never>>;
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: { readonly at: string; readonly modules: readonly WorklistOfModule[] };
  };
  /** A message with what went wrong and what people did about it, whether it waits or not */ 'GET /platform/worklist/{module}/{messageId}': {
    path: { readonly module: string; readonly messageId: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: PlatformMessage;
  };
  /** Has a message that was set aside handled once more, or gives it up */ 'POST /platform/worklist/{module}/{messageId}': {
    path: { readonly module: string; readonly messageId: string };
    query: Readonly<Record<string, never>>;
    body: { readonly order: 'retry' | 'discard'; readonly reason: string };
    answer: PlatformMessage;
  };
  /** The trade's, for everyone */ 'GET /status/sheets/{port}/{mode}/{role}': {
    path: { readonly port: string; readonly mode: string; readonly role: string };
    query: Readonly<Record<string, never>>;
    body: undefined;
    answer: string;
  };
}

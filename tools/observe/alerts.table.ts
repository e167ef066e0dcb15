import { SERVICES } from '../platform/services';
import { BURNS, OBJECTIVES } from './objectives.table';

/** Series as `promtool test rules` reads them: what is exposed, and its values minute by minute; of an alert that takes longer than six hours, every ten minutes. */
type Series = Readonly<Record<string, string>>;

export interface Alert {
  readonly name: string;
  /** A page wakes somebody up; a ticket is read on the next working day. */
  readonly severity: 'page' | 'ticket';
  readonly expression: string;
  /** It fires when the expression was true for so long. */
  readonly for: string;
  /** One line; `{{ $labels.job }}` is the service. */
  readonly summary: string;
  readonly means: string;
  /** What partners are told while it lasts. */
  readonly told: string;
  readonly todo: string;
  /** What Prometheus sees when it happens, when it fires at the latest, and for what (its labels). */
  readonly fault: { readonly series: Series; readonly at: string; readonly labels: Readonly<Record<string, string>> };
  /** What it sees on a good day, or of something that must not be taken for it. */
  readonly well: Series;
}

const JOBS = SERVICES.map(({ name }) => name);
const NOTHING = 'Nothing: nothing they sent or ask is touched.';
const HELD =
  'Filings are taken and told `held, do not resend`; the status page names the functions. Nothing has to be sent again.';
const ONE = '1x120';
const NONE = '0x120';

const OF_SERVICES: readonly Alert[] = [
  {
    name: 'ServiceDown',
    severity: 'page',
    expression: [
      `sum by (job) (up{job=~"${JOBS.join('|')}"}) == 0`,
      ...JOBS.map((job) => `absent(up{job="${job}"})`),
    ].join(' or '),
    for: '1m',
    summary: 'No replica of {{ $labels.job }} answers',
    means: 'No replica of the service gives its figures to Prometheus, or none is known to it.',
    told: 'With gateway away: no connection, so they keep what they have and send it later. With manifest or entry away: filings are taken and told `held, do not resend`. With another away: see [what works meanwhile](degradation.md).',
    todo: 'Start it. If it runs and Prometheus does not reach it, mend that: nobody is watched meanwhile. Its last lines in the log say why it ended; `this process ends and must be started again` is to be reported.',
    fault: {
      series: Object.fromEntries(
        JOBS.map((job) => [`up{job="${job}",instance="${job}-1"}`, job === 'entry' ? NONE : ONE]),
      ),
      at: '5m',
      labels: { job: 'entry' },
    },
    well: Object.fromEntries(
      JOBS.flatMap((job) => [
        [`up{job="${job}",instance="${job}-1"}`, ONE],
        [`up{job="${job}",instance="${job}-2"}`, NONE],
      ]),
    ),
  },
  {
    name: 'ReplicaDown',
    severity: 'ticket',
    expression: `up{job=~"${[...JOBS, 'portal'].join('|')}"} == 0`,
    for: '10m',
    summary: 'A replica of {{ $labels.job }} does not answer: {{ $labels.instance }}',
    means: 'A replica is gone, frozen or cut off. The others do its work.',
    told: NOTHING,
    todo: 'End a frozen process: the others take its lanes at once. Start another one.',
    fault: {
      series: { 'up{job="entry",instance="entry-2"}': NONE },
      at: '15m',
      labels: { job: 'entry', instance: 'entry-2' },
    },
    well: { 'up{job="entry",instance="entry-2"}': '1 0 0 0 0 1x40' },
  },
  {
    name: 'DatabaseSilent',
    severity: 'page',
    expression: `up{job=~"${JOBS.join('|')}"} == 1 unless on (job, instance) portway_outbox_depth`,
    for: '2m',
    summary: '{{ $labels.job }} cannot count what waits in its database',
    means:
      'The process answers and leaves out what only its database knows: that database is away, read-only, or slower than a second. A figure that nobody could count is not told as 0.',
    told: 'Gateway: `not processed, resend` or `not known, resend`, with when to try again. Modules: filings are taken and told `held, do not resend`, look-ups are refused. What works besides: [degradation](degradation.md).',
    todo: "Look at the PostgreSQL dashboard of that service and at DatabaseDown. A database that lost its standby stops writing: see StandbyLost. The service's log has the reason (`database not reachable`). It goes on by itself.",
    fault: {
      series: { 'up{job="gateway",instance="gateway-1"}': ONE },
      at: '5m',
      labels: { job: 'gateway', instance: 'gateway-1' },
    },
    well: {
      'up{job="gateway",instance="gateway-1"}': ONE,
      'portway_outbox_depth{job="gateway",instance="gateway-1"}': NONE,
    },
  },
  {
    name: 'BrokerAway',
    severity: 'page',
    expression: 'portway_broker_connected == 0',
    for: '1m',
    summary: '{{ $labels.job }} does not reach RabbitMQ',
    means: 'What the service sends stays in its outbox, what others send it stays with them. Nothing is lost.',
    told: HELD,
    todo: 'If all services say it, mend the broker (RabbitMQ dashboard). If one does, look at its network and at its user: [who is who](who-is-who.md). The outboxes empty by themselves.',
    fault: {
      series: { 'portway_broker_connected{job="entry",instance="entry-1"}': NONE },
      at: '3m',
      labels: { job: 'entry', instance: 'entry-1' },
    },
    well: { 'portway_broker_connected{job="entry",instance="entry-1"}': '1 0 1x40' },
  },
  {
    name: 'OutboxStandsStill',
    severity: 'page',
    expression:
      'max by (job) (portway_outbox_oldest_seconds{job!="gateway"}) > 120 or (max by (job) (portway_outbox_oldest_seconds{job="gateway"}) > 120 unless on () (min(portway_gate_flowing) == 0))',
    for: '1m',
    summary: 'The oldest message of {{ $labels.job }} waits for two minutes',
    means:
      'The broker takes nothing, or the queue of a listener is full because the listener is down or slow. At the gateway a shut gate keeps messages on purpose; that is GateShut.',
    told: HELD,
    todo: '`broker did not take messages` in the log names the destination. Start or scale that listener, or mend the broker.',
    fault: {
      series: { 'portway_outbox_oldest_seconds{job="entry",instance="entry-1"}': '300x30' },
      at: '5m',
      labels: { job: 'entry' },
    },
    well: {
      'portway_outbox_oldest_seconds{job="gateway",instance="gateway-1"}': '900x30',
      'portway_gate_flowing{job="gateway",instance="gateway-1",module="entry",direction="inbound"}': NONE,
    },
  },
  {
    name: 'MessagesSetAside',
    severity: 'ticket',
    expression: 'max by (job) (portway_inbox_set_aside) > 0',
    for: '1m',
    summary: 'Messages of {{ $labels.job }} wait for a person',
    means:
      'A message failed on every attempt, or killed the service on every attempt. Others of its subject go on without it.',
    told: 'The filer of a filing among them: `accepted, being processed`, until somebody decides.',
    todo: 'Follow [a message was set aside](runbook.md#a-message-was-set-aside).',
    fault: {
      series: { 'portway_inbox_set_aside{job="entry",instance="entry-1"}': ONE },
      at: '5m',
      labels: { job: 'entry' },
    },
    well: { 'portway_inbox_set_aside{job="entry",instance="entry-1"}': NONE },
  },
  {
    name: 'MessagesFail',
    severity: 'ticket',
    expression: 'max by (job) (portway_inbox_waiting) > 0',
    for: '10m',
    summary: 'Messages of {{ $labels.job }} fail and are tried again',
    means: 'They wait for another attempt, or behind one that does.',
    told: 'The filers of those filings: `accepted, being processed`.',
    todo: 'The log line `message failed, will be tried again` has the reason. Mend it; they go on by themselves.',
    fault: {
      series: { 'portway_inbox_waiting{job="cee",instance="cee-1"}': '3x30' },
      at: '15m',
      labels: { job: 'cee' },
    },
    well: { 'portway_inbox_waiting{job="cee",instance="cee-1"}': '3 3 3 0x30' },
  },
  {
    name: 'LanesUnowned',
    severity: 'page',
    expression: 'min by (job) (portway_lanes_unowned) > 0',
    for: '1m',
    summary: 'Lanes of {{ $labels.job }} are worked by nobody',
    means: 'No replica holds the lease of some lanes: what is filed on their subjects waits.',
    told: HELD,
    todo: 'End a frozen replica; start those that are missing; see whether they reach their database for writing.',
    fault: {
      series: { 'portway_lanes_unowned{job="entry",instance="entry-1"}': '4x30' },
      at: '3m',
      labels: { job: 'entry' },
    },
    well: { 'portway_lanes_unowned{job="entry",instance="entry-1"}': NONE },
  },
  {
    name: 'WorkStandsStill',
    severity: 'ticket',
    expression: 'portway_late_work > 0',
    for: '1m',
    summary: 'Recurring work of {{ $labels.instance }} stands still',
    means:
      'Something that the process does every so often has not been done for a minute. After five minutes the process ends by itself.',
    told: NOTHING,
    todo: '`recurring work stands still` in the log and `late` at `/operations/vitals` name it. End the process to go on at once.',
    fault: {
      series: { 'portway_late_work{job="port",instance="port-1"}': ONE },
      at: '3m',
      labels: { job: 'port', instance: 'port-1' },
    },
    well: { 'portway_late_work{job="port",instance="port-1"}': NONE },
  },
  {
    name: 'DeliveryForged',
    severity: 'page',
    expression: 'increase(portway_refused_deliveries[10m]) > 0',
    for: '0m',
    summary: "{{ $labels.job }} refused messages that were not proved to be their sender's",
    means: 'Somebody who may publish pretends to be a service, or a key was not exchanged everywhere.',
    told: NOTHING,
    todo: 'Where a key was just exchanged, finish that: [who is who](who-is-who.md). Otherwise treat it as a break-in: close the broker user it came by.',
    fault: {
      series: { 'portway_refused_deliveries{job="entry",instance="entry-1"}': '0x5 2x40' },
      at: '8m',
      labels: { job: 'entry', instance: 'entry-1' },
    },
    well: { 'portway_refused_deliveries{job="entry",instance="entry-1"}': '2x40' },
  },
  {
    name: 'MessagesLostOnTheWay',
    severity: 'ticket',
    expression: 'increase(portway_sent_again[30m]) > 0',
    for: '0m',
    summary: '{{ $labels.job }} sent messages again that a listener missed',
    means:
      'A queue was purged or deleted, the broker came back empty, or a database was put back. What was lost is sent again by itself.',
    told: NOTHING,
    todo: 'Find out what lost it. Nothing else has to be done.',
    fault: {
      series: { 'portway_sent_again{job="gateway",instance="gateway-1"}': '0x5 40x40' },
      at: '8m',
      labels: { job: 'gateway', instance: 'gateway-1' },
    },
    well: { 'portway_sent_again{job="gateway",instance="gateway-1"}': '40x90' },
  },
  {
    name: 'KeysAreGuessed',
    severity: 'ticket',
    expression:
      'sum by (job, reason) (rate(portway_refused_total{reason=~"unknown key|wrong .*|.* locked|too many wrong keys"}[5m])) > 0.5',
    for: '5m',
    summary: 'Somebody tries keys or passwords at {{ $labels.job }}: {{ $labels.reason }}',
    means:
      'More than one wrong key, token or password in two seconds. Who tries is slowed down; the others do not notice.',
    told: 'Whoever tries: 401, then 429. The owner of a locked ABI password has a notice.',
    todo: 'Lines `refused` in the log name the caller. Ask who it is, or block the address in front.',
    fault: {
      series: { 'portway_refused_total{job="gateway",instance="gateway-1",reason="unknown key"}': '0+120x30' },
      at: '15m',
      labels: { job: 'gateway', reason: 'unknown key' },
    },
    well: { 'portway_refused_total{job="gateway",instance="gateway-1",reason="unknown key"}': '0+2x30' },
  },
  {
    name: 'ShareUsedUp',
    severity: 'ticket',
    expression:
      'sum by (job, reason) (rate(portway_refused_total{reason=~"too many (requests|connections|streams|unanswered filings)|no room for body"}[5m])) > 0.2',
    for: '15m',
    summary: 'Callers of {{ $labels.job }} have more than the share of one: {{ $labels.reason }}',
    means: 'Somebody sends more than one may, or the platform is smaller than its day.',
    told: 'That sender: 429 or 503 with `Retry-After`; what was acknowledged is kept.',
    todo: 'Lines `refused` name the caller. One partner: ask to send more slowly, or raise the knob. Many: add replicas. All from one address: set `TRUSTED_PROXIES`.',
    fault: {
      series: { 'portway_refused_total{job="gateway",instance="gateway-1",reason="too many requests"}': '0+60x60' },
      at: '30m',
      labels: { job: 'gateway', reason: 'too many requests' },
    },
    well: { 'portway_refused_total{job="gateway",instance="gateway-1",reason="unknown key"}': '0+60x60' },
  },
];

const OF_FILINGS: readonly Alert[] = [
  {
    name: 'GateShut',
    severity: 'page',
    expression: 'min by (module, direction) (portway_gate_flowing) == 0',
    for: '2m',
    summary: 'The {{ $labels.direction }} gate of {{ $labels.module }} is shut',
    means: 'The module does not work, or somebody ordered it. What is filed waits behind the gate.',
    told: HELD + ' In a declared downtime, what its instructions say, kind by kind.',
    todo: '`GET /operations/gates` at the gateway has who or what shut it ([gates](gates.md)). A module that failed: look at ServiceDown, DatabaseSilent and its log. A downtime is proposed at the port service: declare it or not ([downtime](downtime.md)). The gate opens by trial when the module is well.',
    fault: {
      series: {
        'portway_gate_flowing{job="gateway",instance="gateway-1",module="entry",direction="inbound"}': NONE,
        'portway_gate_flowing{job="gateway",instance="gateway-1",module="manifest",direction="inbound"}': ONE,
      },
      at: '5m',
      labels: { module: 'entry', direction: 'inbound' },
    },
    well: { 'portway_gate_flowing{job="gateway",instance="gateway-1",module="entry",direction="inbound"}': '1 0 1x40' },
  },
  {
    name: 'ModuleAnswersNothing',
    severity: 'page',
    expression:
      'max by (module) (portway_backlog_unanswered) > 0 unless on (module) sum by (module) (increase(portway_answer_seconds_count[5m])) > 0',
    for: '5m',
    summary: 'Filings wait for {{ $labels.module }} and none is answered',
    means: 'The module lives and does not work, or its answers do not come back.',
    told: HELD,
    todo: 'Look at `late` and `lanes` of its `/operations/vitals`, at its queue and inbox, and at the log. Restart it if that says nothing.',
    fault: {
      series: {
        'portway_backlog_unanswered{job="gateway",instance="gateway-1",module="entry"}': '500x30',
        'portway_answer_seconds_count{job="gateway",instance="gateway-1",module="entry",outcome="accepted"}': '900x30',
      },
      at: '15m',
      labels: { module: 'entry' },
    },
    well: {
      'portway_backlog_unanswered{job="gateway",instance="gateway-1",module="entry"}': '500x30',
      'portway_answer_seconds_count{job="gateway",instance="gateway-1",module="entry",outcome="accepted"}': '0+900x30',
    },
  },
  {
    name: 'BacklogIsLong',
    severity: 'ticket',
    expression: 'portway:time_to_clear_seconds > 900',
    for: '10m',
    summary: 'The backlog of {{ $labels.module }} takes more than a quarter of an hour',
    means: 'At the speed of the last five minutes, what waits now is answered in more than 15 minutes.',
    told: '`held, do not resend` where so much is ahead of a filing; the status page tells an early warning.',
    todo: 'Add replicas of the module (up to `LANES`), or find what slows it: its database, its processor (Module health).',
    fault: {
      series: {
        'portway_backlog_unanswered{job="gateway",instance="gateway-1",module="entry"}': '100000x60',
        'portway_answer_seconds_count{job="gateway",instance="gateway-1",module="entry",outcome="accepted"}':
          '0+600x60',
      },
      at: '30m',
      labels: { module: 'entry' },
    },
    well: {
      'portway_backlog_unanswered{job="gateway",instance="gateway-1",module="entry"}': '100000x60',
      'portway_answer_seconds_count{job="gateway",instance="gateway-1",module="entry",outcome="accepted"}':
        '0+60000x60',
    },
  },
  {
    name: 'FilingsAskedAfter',
    severity: 'ticket',
    expression: 'sum by (module) (increase(portway_filings_asked_after_total[1h])) > 0',
    for: '0m',
    summary: 'Filings without an answer were given to {{ $labels.module }} again',
    means: 'A module was given filings and did not answer them in time. Sent again they take effect once.',
    told: '`accepted, being processed`, until the answer comes.',
    todo: 'Nothing, if it happens once. If the same ids come back, look at the worklist of the module.',
    fault: {
      series: { 'portway_filings_asked_after_total{job="gateway",instance="gateway-1",module="entry"}': '0x5 3x60' },
      at: '8m',
      labels: { module: 'entry' },
    },
    well: { 'portway_filings_asked_after_total{job="gateway",instance="gateway-1",module="entry"}': '3x90' },
  },
  {
    name: 'AnswerContradicted',
    severity: 'page',
    expression: 'sum by (job) (increase(portway_answers_contradicting_total[10m])) > 0',
    for: '0m',
    summary: 'A filing was answered twice, and otherwise the second time',
    means:
      'What was told first stays told. The record of the module may say something else: most likely its database was put back.',
    told: 'The first answer, and no other.',
    todo: '`a filing was answered again, and otherwise` names the filing. Compare it with the module; follow [restoring](restore.md) where a database was put back; report it where none was.',
    fault: {
      series: { 'portway_answers_contradicting_total{job="gateway",instance="gateway-1"}': '0x5 1x30' },
      at: '8m',
      labels: { job: 'gateway' },
    },
    well: { 'portway_answers_contradicting_total{job="gateway",instance="gateway-1"}': ONE },
  },
  {
    name: 'JournalPutBack',
    severity: 'page',
    expression: 'portway_journal_behind == 1',
    for: '0m',
    summary: "The gateway's database does not know what this process stored",
    means: 'It was put back to an earlier state. What is missing is brought back from the second copy.',
    told: 'What comes in waits, or 503: `not processed, resend`.',
    todo: 'Wait for `the journal is up to date again` and read its `failed`; then follow [restoring](restore.md).',
    fault: {
      series: { 'portway_journal_behind{job="gateway",instance="gateway-1"}': ONE },
      at: '1m',
      labels: { job: 'gateway', instance: 'gateway-1' },
    },
    well: { 'portway_journal_behind{job="gateway",instance="gateway-1"}': NONE },
  },
  {
    name: 'JournalCopyFails',
    severity: 'ticket',
    expression: 'portway_journal_copy_failing == 1',
    for: '5m',
    summary: 'No second copy is written of what {{ $labels.instance }} accepts',
    means:
      '`JOURNAL_COPY_DIR` is empty, full or not writable. Filing goes on; what is accepted meanwhile is in the database only.',
    told: NOTHING,
    todo: 'Mend the folder; it goes on by itself.',
    fault: {
      series: { 'portway_journal_copy_failing{job="gateway",instance="gateway-1"}': ONE },
      at: '10m',
      labels: { job: 'gateway', instance: 'gateway-1' },
    },
    well: { 'portway_journal_copy_failing{job="gateway",instance="gateway-1"}': NONE },
  },
  {
    name: 'NoticeRefused',
    severity: 'ticket',
    expression: 'max by (job) (portway_refused_notices) > 0',
    for: '5m',
    summary: 'A partner did not accept what it was sent',
    means: 'It answered a 350, 355 or 997 with one that does not accept it: it may not know of a hold or a release.',
    told: 'The notice is in its mailbox still.',
    todo: 'Follow [a partner did not accept what it was sent](runbook.md#a-partner-did-not-accept-what-it-was-sent).',
    fault: {
      series: { 'portway_refused_notices{job="gateway",instance="gateway-1"}': ONE },
      at: '10m',
      labels: { job: 'gateway' },
    },
    well: { 'portway_refused_notices{job="gateway",instance="gateway-1"}': NONE },
  },
  {
    name: 'DocumentDamaged',
    severity: 'page',
    expression: 'max by (job) (portway_documents_damaged) > 0',
    for: '0m',
    summary: 'Kept images of trade records are damaged',
    means: 'A copy is not what was handed in, and no whole one is left of it.',
    told: 'Who asks for that image is told that it cannot be read.',
    todo: 'Follow [documents](documents.md). Bring the file back from your backup of the store before its retention ends.',
    fault: {
      series: { 'portway_documents_damaged{job="account",instance="account-1"}': ONE },
      at: '1m',
      labels: { job: 'account' },
    },
    well: { 'portway_documents_damaged{job="account",instance="account-1"}': NONE },
  },
  {
    name: 'ViewIsBehind',
    severity: 'ticket',
    expression: 'max by (view) (portway_view_behind_seconds) > 60',
    for: '5m',
    summary: 'What was accepted is not seen in: {{ $labels.view }}',
    means: 'A view, list or search of accounts has not shown the newest for a minute, or took as long to answer.',
    told: 'The status page calls the account service slow.',
    todo: 'Follow [a picture is late or wrong](runbook.md#a-picture-is-late-or-wrong).',
    fault: {
      series: { 'portway_view_behind_seconds{job="account",instance="account-1",view="records list"}': '90x30' },
      at: '10m',
      labels: { view: 'records list' },
    },
    well: { 'portway_view_behind_seconds{job="account",instance="account-1",view="records list"}': '0.2x30' },
  },
];

const OF_SERVERS: readonly Alert[] = [
  {
    name: 'BrokerAlarm',
    severity: 'page',
    expression: 'rabbitmq_alarms_memory_used_watermark == 1 or rabbitmq_alarms_free_disk_space_watermark == 1',
    for: '0m',
    summary: 'RabbitMQ takes nothing: memory or disk of {{ $labels.instance }}',
    means: 'A node has too little memory or disk, and the whole cluster takes no message.',
    told: HELD,
    todo: 'Free memory or disk. If it takes nothing afterwards (`541 INTERNAL_ERROR`), restart RabbitMQ. The outboxes empty by themselves.',
    fault: {
      series: { 'rabbitmq_alarms_free_disk_space_watermark{job="broker",instance="broker-0"}': ONE },
      at: '1m',
      labels: { job: 'broker', instance: 'broker-0' },
    },
    well: {
      'rabbitmq_alarms_free_disk_space_watermark{job="broker",instance="broker-0"}': NONE,
      'rabbitmq_alarms_memory_used_watermark{job="broker",instance="broker-0"}': NONE,
    },
  },
  {
    name: 'BrokerNodeLost',
    severity: 'page',
    expression: 'max by (job) (rabbitmq_unreachable_cluster_peers_count) > 0 or up{job="broker"} == 0',
    for: '2m',
    summary: 'A node of RabbitMQ is not reached',
    means: 'Quorum queues go on with two of three nodes; with one they stop.',
    told: NOTHING,
    todo: 'Bring the node back before a second one goes. Do not delete its disk: it catches up from it.',
    fault: {
      series: { 'rabbitmq_unreachable_cluster_peers_count{job="broker",instance="broker-0"}': ONE },
      at: '5m',
      labels: { job: 'broker' },
    },
    well: {
      'rabbitmq_unreachable_cluster_peers_count{job="broker",instance="broker-0"}': NONE,
      'up{job="broker",instance="broker-0"}': ONE,
    },
  },
  {
    name: 'DatabaseDown',
    severity: 'page',
    expression: 'max by (job) (cnpg_collector_up) == 0',
    for: '1m',
    summary: 'No instance of {{ $labels.job }} answers',
    means: 'The database of one service is down; no other service uses it.',
    told: 'As under DatabaseSilent.',
    todo: 'Read the events of the cluster object and the log of its pods. Where no instance comes back: [restoring](restore.md).',
    fault: {
      series: { 'cnpg_collector_up{job="entry-database",instance="entry-database-1",cluster="entry-database"}': NONE },
      at: '3m',
      labels: { job: 'entry-database' },
    },
    well: {
      'cnpg_collector_up{job="entry-database",instance="entry-database-1",cluster="entry-database"}': NONE,
      'cnpg_collector_up{job="entry-database",instance="entry-database-2",cluster="entry-database"}': ONE,
    },
  },
  {
    name: 'StandbyLost',
    severity: 'page',
    expression:
      'cnpg_pg_replication_streaming_replicas < 1 and on (job, instance) cnpg_pg_replication_in_recovery == 0',
    for: '1m',
    summary: '{{ $labels.job }} has no standby: it writes nothing',
    means: 'What is committed must be on two machines. Without a standby commits wait, so the service cannot store.',
    told: 'As under DatabaseSilent.',
    todo: 'Bring a standby back. Do not turn synchronous replication off to go on: what is committed then may be lost with one disk.',
    fault: {
      series: {
        'cnpg_pg_replication_streaming_replicas{job="gateway-database",instance="gateway-database-1"}': NONE,
        'cnpg_pg_replication_in_recovery{job="gateway-database",instance="gateway-database-1"}': NONE,
      },
      at: '3m',
      labels: { job: 'gateway-database', instance: 'gateway-database-1' },
    },
    well: {
      'cnpg_pg_replication_streaming_replicas{job="gateway-database",instance="gateway-database-2"}': NONE,
      'cnpg_pg_replication_in_recovery{job="gateway-database",instance="gateway-database-2"}': ONE,
    },
  },
  {
    name: 'StandbyIsBehind',
    severity: 'ticket',
    expression: 'max by (job) (cnpg_pg_replication_lag) > 60',
    for: '10m',
    summary: 'A standby of {{ $labels.job }} is a minute behind',
    means: 'It is slower than the primary writes; it could not take over at once.',
    told: NOTHING,
    todo: 'Look at its disk and network, and at long queries on it.',
    fault: {
      series: { 'cnpg_pg_replication_lag{job="entry-database",instance="entry-database-2"}': '300x30' },
      at: '15m',
      labels: { job: 'entry-database' },
    },
    well: { 'cnpg_pg_replication_lag{job="entry-database",instance="entry-database-2"}': NONE },
  },
  {
    name: 'ArchiveStandsStill',
    severity: 'page',
    expression:
      'max by (job) (cnpg_pg_stat_archiver_seconds_since_last_archival) > 1800 or sum by (job) (increase(cnpg_pg_stat_archiver_failed_count[30m])) > 5',
    for: '5m',
    summary: 'The write-ahead log of {{ $labels.job }} is not archived',
    means: 'A restore would end where the archive ends, and the log fills the disk.',
    told: NOTHING,
    todo: 'Mend the way to the object store (its secret, its room). It catches up by itself; watch pg_wal on the PostgreSQL dashboard meanwhile.',
    fault: {
      series: {
        'cnpg_pg_stat_archiver_seconds_since_last_archival{job="entry-database",instance="entry-database-1"}':
          '1800+60x30',
      },
      at: '15m',
      labels: { job: 'entry-database' },
    },
    well: {
      'cnpg_pg_stat_archiver_seconds_since_last_archival{job="entry-database",instance="entry-database-1"}': '200x30',
      'cnpg_pg_stat_archiver_failed_count{job="entry-database",instance="entry-database-1"}': '9x30',
    },
  },
  {
    name: 'BackupIsOld',
    severity: 'ticket',
    expression: 'time() - max by (job) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp) > 129600',
    for: '30m',
    summary: 'The last backup of {{ $labels.job }} is older than a day and a half',
    means: 'A restore takes longer the older the backup is. One of 1970 means that there is none.',
    told: NOTHING,
    todo: 'Read the status of its backup objects; order one.',
    fault: {
      series: {
        'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{job="entry-database",instance="entry-database-1"}':
          '0x250',
      },
      at: '37h',
      labels: { job: 'entry-database' },
    },
    well: {
      'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{job="entry-database",instance="entry-database-1"}':
        '7200x250',
    },
  },
  {
    name: 'TransactionIdles',
    severity: 'ticket',
    expression: 'max by (job) (cnpg_backends_max_tx_duration_seconds{state="idle in transaction"}) > 60',
    for: '5m',
    summary: 'A transaction in {{ $labels.job }} is open and does nothing',
    means:
      'It keeps PostgreSQL from removing old rows: outbox and inbox grow slow. Services end theirs after ten seconds, so it is a person or a tool.',
    told: NOTHING,
    todo: 'Find it in `pg_stat_activity` and end it with `pg_terminate_backend`.',
    fault: {
      series: {
        'cnpg_backends_max_tx_duration_seconds{job="entry-database",instance="entry-database-1",state="idle in transaction"}':
          '600x30',
      },
      at: '10m',
      labels: { job: 'entry-database' },
    },
    well: {
      'cnpg_backends_max_tx_duration_seconds{job="entry-database",instance="entry-database-1",state="active"}':
        '600x30',
    },
  },
  {
    name: 'NumbersOfTransactionsEnd',
    severity: 'ticket',
    expression: 'max by (job) (cnpg_pg_database_xid_age) > 500000000',
    for: '1h',
    summary: 'Old rows of {{ $labels.job }} are not frozen',
    means:
      'PostgreSQL stops writing when two thousand million transactions have passed since the oldest row that is not.',
    told: NOTHING,
    todo: 'Find what holds it back (a transaction that idles, a replication slot that nobody reads), then `VACUUM FREEZE` the tables with the oldest `relfrozenxid`.',
    fault: {
      series: {
        'cnpg_pg_database_xid_age{job="entry-database",instance="entry-database-1",datname="portway_entry"}':
          '600000000x90',
      },
      at: '80m',
      labels: { job: 'entry-database' },
    },
    well: {
      'cnpg_pg_database_xid_age{job="entry-database",instance="entry-database-1",datname="portway_entry"}':
        '200000000x90',
    },
  },
  {
    name: 'DiskFillsUp',
    severity: 'page',
    expression:
      'min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{namespace="portway"} / kubelet_volume_stats_capacity_bytes{namespace="portway"}) < 0.15',
    for: '10m',
    summary: 'The disk {{ $labels.persistentvolumeclaim }} is full but for a seventh',
    means: 'A database or a broker whose disk is full takes nothing.',
    told: NOTHING,
    todo: 'Enlarge the volume claim. Of a database see whether its archive stands still: its log fills the disk first.',
    fault: {
      series: {
        'kubelet_volume_stats_available_bytes{namespace="portway",persistentvolumeclaim="entry-database-1"}': '10x30',
        'kubelet_volume_stats_capacity_bytes{namespace="portway",persistentvolumeclaim="entry-database-1"}': '100x30',
      },
      at: '15m',
      labels: { persistentvolumeclaim: 'entry-database-1' },
    },
    well: {
      'kubelet_volume_stats_available_bytes{namespace="portway",persistentvolumeclaim="entry-database-1"}': '40x30',
      'kubelet_volume_stats_capacity_bytes{namespace="portway",persistentvolumeclaim="entry-database-1"}': '100x30',
    },
  },
];

/** Name of the recorded share that broke an objective, over a time. */
export const brokenShare = (objective: string, window: string): string =>
  `portway:broken_share:rate${window}{objective="${objective}"}`;

/** Faults of the objectives: what Prometheus sees when a tenth of everything breaks the promise, and when nothing does. */
const COUNTS: Readonly<Record<string, { broken: Series; kept: Series }>> = {
  Accepted: {
    broken: {
      'portway_accept_seconds_count{job="gateway",channel="abi"}': '0+90x250',
      'portway_not_accepted_total{job="gateway",problem="unavailable"}': '0+10x250',
    },
    kept: {
      'portway_accept_seconds_count{job="gateway",channel="abi"}': '0+100x250',
      'portway_not_accepted_total{job="gateway",problem="stop-sending"}': '0+10x250',
    },
  },
  ...Object.fromEntries(
    (
      [
        ['AcceptedInTime', 'portway_accept_seconds', 'channel="abi"', '1'],
        ['AnsweredInTime', 'portway_answer_seconds', 'module="entry",outcome="accepted"', '60'],
        ['VisibleInTime', 'portway_visible_after_seconds', 'instance="account-1"', '2'],
      ] as const
    ).map(([name, histogram, labels, le]) => {
      const of = (within: number): Series => ({
        [`${histogram}_count{job="gateway",${labels}}`]: '0+100x250',
        [`${histogram}_bucket{job="gateway",${labels},le="${le}"}`]: `0+${within}x250`,
      });
      return [name, { broken: of(80), kept: of(100) }];
    }),
  ),
};

const OF_OBJECTIVES: readonly Alert[] = OBJECTIVES.flatMap(({ name, promise, share, told, todo }) =>
  (['Fast', 'Slowly'] as const).map((speed): Alert => {
    const burns = BURNS.filter((burn) => burn.speed === speed);
    const { severity } = burns[0]!;
    const limit = (factor: number): string => (factor * (1 - share)).toFixed(4);
    return {
      name: `${name}Burns${speed}`,
      severity,
      expression: burns
        .map(
          ({ long, short, factor }) =>
            `(${brokenShare(name, long)} > ${limit(factor)} and on (objective) ${brokenShare(name, short)} > ${limit(factor)})`,
        )
        .join(' or '),
      for: '2m',
      summary: `Not kept for too many: ${promise}`,
      means:
        speed === 'Fast'
          ? `In a month ${+((1 - share) * 100).toFixed(2)} of 100 may break the promise that ${promise}. At this speed all of them are used up within five days at the latest.`
          : `What ${name}BurnsFast says, more slowly: at this speed the month does not keep its promise.`,
      told,
      todo,
      fault: { series: COUNTS[name]!.broken, at: speed === 'Fast' ? '2h' : '30h', labels: { objective: name } },
      well: COUNTS[name]!.kept,
    };
  }),
);

/** Groups of alerts as they stand in the file of rules. */
export const ALERTS: Readonly<Record<string, readonly Alert[]>> = {
  objectives: OF_OBJECTIVES,
  filings: OF_FILINGS,
  services: OF_SERVICES,
  servers: OF_SERVERS,
};

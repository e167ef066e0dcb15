type Unit = 's' | 'short' | 'reqps' | 'bytes' | 'percentunit' | 'bool_yes_no';

export interface Panel {
  readonly title: string;
  readonly unit: Unit;
  /** Expression to what its line is called. */
  readonly lines: Readonly<Record<string, string>>;
  /** A number of now, instead of lines over time. */
  readonly isNow?: true;
}

export interface Dashboard {
  readonly file: string;
  readonly title: string;
  /** The question that it answers. */
  readonly answers: string;
  readonly panels: readonly Panel[];
}

const QUANTILES = [
  [0.5, 'half'],
  [0.95, '95 of 100'],
  [0.99, '99 of 100'],
] as const;

/** Half, 95 and 99 of 100 took no longer, each by a label. */
const quantiles = (histogram: string, by: string): Record<string, string> =>
  Object.fromEntries(
    QUANTILES.map(([share, words]) => [
      `histogram_quantile(${share}, sum by (le, ${by}) (rate(${histogram}_bucket[5m])))`,
      `{{${by}}}: ${words}`,
    ]),
  );
const JOB = 'job=~"$job"';

const moduleHealth: Dashboard = {
  file: 'module-health',
  title: 'Portway: module health',
  answers: 'Does each service do its work, and what keeps it from it?',
  panels: [
    { title: 'Replicas that answer', unit: 'short', isNow: true, lines: { [`sum by (job) (up{${JOB}})`]: '{{job}}' } },
    {
      title: 'Database silent: what waits is unknown',
      unit: 'short',
      isNow: true,
      lines: {
        [`count by (job) (up{${JOB},job!="portal"} == 1 unless on (job, instance) portway_outbox_depth) or vector(0)`]:
          '{{job}}',
      },
    },
    {
      title: 'Broker connected',
      unit: 'bool_yes_no',
      isNow: true,
      lines: { [`min by (job) (portway_broker_connected{${JOB}})`]: '{{job}}' },
    },
    {
      title: 'Messages handled a second',
      unit: 'reqps',
      lines: { [`sum by (job) (rate(portway_messages_handled{${JOB}}[5m]))`]: '{{job}}' },
    },
    {
      title: 'Messages that fail or are set aside',
      unit: 'short',
      lines: {
        [`max by (job) (portway_inbox_waiting{${JOB}})`]: '{{job}}: wait',
        [`max by (job) (portway_inbox_set_aside{${JOB}})`]: '{{job}}: set aside',
      },
    },
    {
      title: 'Lanes worked by nobody, recurring work that stands still',
      unit: 'short',
      lines: {
        [`max by (job) (portway_lanes_unowned{${JOB}})`]: '{{job}}: lanes',
        [`max by (job) (portway_late_work{${JOB}})`]: '{{job}}: work',
      },
    },
    {
      title: 'Processor',
      unit: 'percentunit',
      lines: { [`rate(process_cpu_seconds_total{${JOB}}[5m])`]: '{{instance}}' },
    },
    {
      title: 'Memory',
      unit: 'bytes',
      lines: {
        [`process_resident_memory_bytes{${JOB}}`]: '{{instance}}',
        [`portway_body_memory_bytes{${JOB}}`]: '{{instance}}: bodies',
      },
    },
    {
      title: 'Event loop late (99 of 100)',
      unit: 's',
      lines: { [`nodejs_eventloop_lag_p99_seconds{${JOB}}`]: '{{instance}}' },
    },
    {
      title: 'Refused, by reason',
      unit: 'reqps',
      lines: { [`sum by (job, reason) (rate(portway_refused_total{${JOB}}[5m]))`]: '{{job}}: {{reason}}' },
    },
    {
      title: 'Sent again; refused as forged',
      unit: 'short',
      lines: {
        [`sum by (job) (increase(portway_sent_again{${JOB}}[30m]))`]: '{{job}}: sent again',
        [`sum by (job) (increase(portway_refused_deliveries{${JOB}}[30m]))`]: '{{job}}: refused',
      },
    },
    {
      title: 'Starts',
      unit: 's',
      lines: { [`time() - process_start_time_seconds{${JOB}}`]: '{{instance}}: runs for' },
    },
  ],
};

const filingsLife: Dashboard = {
  file: 'a-filings-life',
  title: "Portway: a filing's life",
  answers: 'How long does each step of a filing take, and are the promises kept?',
  panels: [
    { title: 'Accepted: until its sender is told', unit: 's', lines: quantiles('portway_accept_seconds', 'channel') },
    { title: 'Decided: until its module knows', unit: 's', lines: quantiles('portway_decide_seconds', 'module') },
    { title: 'Answered: until the answer is here', unit: 's', lines: quantiles('portway_answer_seconds', 'module') },
    {
      title: 'Visible: until its account shows it',
      unit: 's',
      lines: quantiles('portway_visible_after_seconds', 'job'),
    },
    {
      title: 'Share that broke its promise (1 hour)',
      unit: 'percentunit',
      lines: { 'portway:broken_share:rate1h': '{{objective}}' },
    },
    {
      title: 'Share that broke its promise (3 days)',
      unit: 'percentunit',
      isNow: true,
      lines: { 'portway:broken_share:rate3d': '{{objective}}' },
    },
    {
      title: 'Not accepted, by what the sender is told',
      unit: 'reqps',
      lines: { 'sum by (problem) (rate(portway_not_accepted_total[5m]))': '{{problem}}' },
    },
    {
      title: 'Asked after, answered otherwise (1 hour)',
      unit: 'short',
      lines: {
        'sum by (module) (increase(portway_filings_asked_after_total[1h]))': '{{module}}: asked after',
        'sum by (job) (increase(portway_answers_contradicting_total[1h]))': '{{job}}: answered otherwise',
      },
    },
    {
      title: 'Journal: behind, copy failing',
      unit: 'bool_yes_no',
      isNow: true,
      lines: {
        'max(portway_journal_behind)': 'behind',
        'max(portway_journal_copy_failing)': 'no second copy',
      },
    },
    {
      title: 'Journal: put back, brought back, copies missed (1 hour)',
      unit: 'short',
      lines: {
        'sum(increase(portway_journal_put_back_total[1h]))': 'put back',
        'sum(increase(portway_journal_restored_total[1h]))': 'brought back',
        'sum(increase(portway_journal_copy_errors_total[1h]))': 'copies missed',
      },
    },
    { title: 'Second copy of the journal', unit: 'bytes', lines: { portway_journal_copy_bytes: '{{instance}}' } },
    { title: 'Views that lag', unit: 's', lines: { 'max by (view) (portway_view_behind_seconds)': '{{view}}' } },
  ],
};

const backlog: Dashboard = {
  file: 'backlog',
  title: 'Portway: backlog and time to clear',
  answers: 'What waits where, since when, and when is it done?',
  panels: [
    {
      title: 'Time to clear at the speed of now',
      unit: 's',
      isNow: true,
      lines: { 'portway:time_to_clear_seconds': '{{module}}' },
    },
    {
      title: 'Filings not answered',
      unit: 'short',
      lines: { 'max by (module) (portway_backlog_unanswered)': '{{module}}' },
    },
    {
      title: 'Filings answered a second',
      unit: 'reqps',
      lines: { 'sum by (module) (rate(portway_answer_seconds_count[5m]))': '{{module}}' },
    },
    {
      title: 'Gates that flow',
      unit: 'bool_yes_no',
      isNow: true,
      lines: { 'min by (module, direction) (portway_gate_flowing)': '{{module}} {{direction}}' },
    },
    {
      title: 'Behind a gate',
      unit: 'short',
      lines: { 'max by (module, direction) (portway_gate_held)': '{{module}} {{direction}}' },
    },
    {
      title: 'Changes of gates (1 hour)',
      unit: 'short',
      lines: {
        'sum by (module, direction, to) (increase(portway_gate_changes_total[1h]))': '{{module}} {{direction}}: {{to}}',
      },
    },
    { title: 'Outbox', unit: 'short', lines: { 'max by (job) (portway_outbox_depth)': '{{job}}' } },
    { title: 'Oldest in the outbox', unit: 's', lines: { 'max by (job) (portway_outbox_oldest_seconds)': '{{job}}' } },
    { title: 'Queues', unit: 'short', lines: { 'max by (job) (portway_queue_depth)': '{{job}}' } },
  ],
};

const broker: Dashboard = {
  file: 'rabbitmq',
  title: 'Portway: RabbitMQ',
  answers: 'Does the broker take and give what it should?',
  panels: [
    {
      title: 'Alarms, nodes not reached',
      unit: 'short',
      isNow: true,
      lines: {
        'max(rabbitmq_alarms_memory_used_watermark)': 'memory',
        'max(rabbitmq_alarms_free_disk_space_watermark)': 'disk',
        'max(rabbitmq_unreachable_cluster_peers_count)': 'nodes not reached',
      },
    },
    {
      title: 'Memory of the limit',
      unit: 'percentunit',
      lines: { 'rabbitmq_process_resident_memory_bytes / rabbitmq_resident_memory_limit_bytes': '{{instance}}' },
    },
    {
      title: 'Disk left, and where it stops',
      unit: 'bytes',
      lines: {
        rabbitmq_disk_space_available_bytes: '{{instance}}',
        rabbitmq_disk_space_available_limit_bytes: '{{instance}}: stops',
      },
    },
    {
      title: 'Messages taken and given a second',
      unit: 'reqps',
      lines: {
        'sum(rate(rabbitmq_global_messages_received_total[5m]))': 'taken',
        'sum(rate(rabbitmq_global_messages_delivered_total[5m]))': 'given',
        'sum(rate(rabbitmq_global_messages_redelivered_total[5m]))': 'given again',
      },
    },
    {
      title: 'Messages that wait',
      unit: 'short',
      lines: {
        'sum(rabbitmq_queue_messages_ready)': 'for a listener',
        'sum(rabbitmq_queue_messages_unacked)': 'for its acknowledgement',
      },
    },
    { title: 'Connections', unit: 'short', lines: { 'sum by (instance) (rabbitmq_connections)': '{{instance}}' } },
  ],
};

const databases: Dashboard = {
  file: 'postgresql',
  title: 'Portway: PostgreSQL',
  answers: "Is each service's database well, kept twice and backed up?",
  panels: [
    {
      title: 'Instances that answer',
      unit: 'short',
      isNow: true,
      lines: { 'sum by (job) (cnpg_collector_up)': '{{job}}' },
    },
    {
      title: 'Standbys of the primary',
      unit: 'short',
      isNow: true,
      lines: {
        'max by (job) (cnpg_pg_replication_streaming_replicas and on (job, instance) cnpg_pg_replication_in_recovery == 0)':
          '{{job}}',
      },
    },
    {
      title: 'Age of the last backup',
      unit: 's',
      isNow: true,
      lines: {
        'time() - max by (job) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp)': '{{job}}',
      },
    },
    {
      title: 'Transactions a second',
      unit: 'reqps',
      lines: {
        'sum by (job) (rate(cnpg_pg_stat_database_xact_commit[5m]))': '{{job}}',
        'sum by (job) (rate(cnpg_pg_stat_database_xact_rollback[5m]))': '{{job}}: rolled back',
      },
    },
    { title: 'Standby behind', unit: 's', lines: { 'max by (job) (cnpg_pg_replication_lag)': '{{job}}' } },
    {
      title: 'Archive behind',
      unit: 's',
      lines: { 'max by (job) (cnpg_pg_stat_archiver_seconds_since_last_archival)': '{{job}}' },
    },
    {
      title: 'Connections by state',
      unit: 'short',
      lines: { 'sum by (job, state) (cnpg_backends_total)': '{{job}}: {{state}}' },
    },
    {
      title: 'Longest transaction',
      unit: 's',
      lines: { 'max by (job) (cnpg_backends_max_tx_duration_seconds)': '{{job}}' },
    },
    {
      title: 'Wait for a lock; deadlocks (1 hour)',
      unit: 'short',
      lines: {
        'max by (job) (cnpg_backends_waiting_total)': '{{job}}: wait',
        'sum by (job) (increase(cnpg_pg_stat_database_deadlocks[1h]))': '{{job}}: deadlocks',
      },
    },
    {
      title: 'Blocks found in memory',
      unit: 'percentunit',
      lines: {
        'sum by (job) (rate(cnpg_pg_stat_database_blks_hit[5m])) / (sum by (job) (rate(cnpg_pg_stat_database_blks_hit[5m])) + sum by (job) (rate(cnpg_pg_stat_database_blks_read[5m])))':
          '{{job}}',
      },
    },
    {
      title: 'Size, and of it the write-ahead log',
      unit: 'bytes',
      lines: {
        'max by (job) (cnpg_pg_database_size_bytes)': '{{job}}',
        'max by (job) (cnpg_collector_pg_wal{value="size"})': '{{job}}: log',
      },
    },
    {
      title: 'Disk left',
      unit: 'percentunit',
      lines: {
        'kubelet_volume_stats_available_bytes{namespace="portway"} / kubelet_volume_stats_capacity_bytes{namespace="portway"}':
          '{{persistentvolumeclaim}}',
      },
    },
  ],
};

const business: Dashboard = {
  file: 'business',
  title: 'Portway: what is filed',
  answers: 'What comes in today, how is it answered, and who has to be called?',
  panels: [
    {
      title: 'Filings of the last 24 hours',
      unit: 'short',
      isNow: true,
      lines: { 'sum by (kind) (increase(portway_filings_accepted_total[1d]))': '{{kind}}' },
    },
    {
      title: 'Filings a second, by kind',
      unit: 'reqps',
      lines: { 'sum by (kind) (rate(portway_filings_accepted_total[5m]))': '{{kind}}' },
    },
    {
      title: 'Transmissions a second, by channel',
      unit: 'reqps',
      lines: { 'sum by (channel) (rate(portway_accept_seconds_count[5m]))': '{{channel}}' },
    },
    {
      title: 'Answers a second, by outcome',
      unit: 'reqps',
      lines: { 'sum by (module, outcome) (rate(portway_answer_seconds_count[5m]))': '{{module}}: {{outcome}}' },
    },
    {
      title: 'Share rejected',
      unit: 'percentunit',
      lines: {
        'sum by (module) (rate(portway_answer_seconds_count{outcome="rejected"}[1h])) / sum by (module) (rate(portway_answer_seconds_count[1h]))':
          '{{module}}',
      },
    },
    {
      title: 'Notices that partners did not accept',
      unit: 'short',
      isNow: true,
      lines: { 'max(portway_refused_notices)': 'wait for a person' },
    },
    {
      title: 'People who follow conversations',
      unit: 'short',
      lines: { 'sum(portway_conversation_readers)': 'now' },
    },
    { title: 'Damaged documents', unit: 'short', isNow: true, lines: { 'max(portway_documents_damaged)': 'now' } },
    {
      title: 'New passwords that could not be compared with stolen ones',
      unit: 'short',
      lines: { 'sum(increase(portway_passwords_not_compared_total[1h]))': 'taken in an hour' },
    },
  ],
};

export const DASHBOARDS: readonly Dashboard[] = [moduleHealth, filingsLife, backlog, broker, databases, business];

/** A figure by its name: the labels it has beside `job` and `instance`. */
export type Figures = Readonly<Record<string, readonly string[]>>;

/**
 * Figures that others than the services expose, as far as rules and dashboards read them. RabbitMQ: its own plug-in `rabbitmq_prometheus`, the figures of the node
 * and totals of its queues (https://www.rabbitmq.com/docs/prometheus). PostgreSQL: the exporter in each instance of CloudNativePG, its default queries
 * (https://cloudnative-pg.io/documentation/current/monitoring/), and the Barman Cloud plug-in for backups. Disks: the kubelet.
 */
export const OTHERS_FIGURES: Figures = {
  up: [],
  rabbitmq_alarms_memory_used_watermark: [],
  rabbitmq_alarms_free_disk_space_watermark: [],
  rabbitmq_unreachable_cluster_peers_count: [],
  rabbitmq_process_resident_memory_bytes: [],
  rabbitmq_resident_memory_limit_bytes: [],
  rabbitmq_disk_space_available_bytes: [],
  rabbitmq_disk_space_available_limit_bytes: [],
  rabbitmq_connections: [],
  rabbitmq_queue_messages_ready: [],
  rabbitmq_queue_messages_unacked: [],
  rabbitmq_global_messages_received_total: ['protocol'],
  rabbitmq_global_messages_delivered_total: ['protocol', 'queue_type'],
  rabbitmq_global_messages_redelivered_total: ['protocol', 'queue_type'],
  cnpg_collector_up: ['cluster'],
  cnpg_collector_pg_wal: ['value'],
  cnpg_pg_replication_lag: [],
  cnpg_pg_replication_in_recovery: [],
  cnpg_pg_replication_streaming_replicas: [],
  cnpg_pg_stat_archiver_failed_count: [],
  cnpg_pg_stat_archiver_seconds_since_last_archival: [],
  cnpg_pg_stat_database_xact_commit: ['datname'],
  cnpg_pg_stat_database_xact_rollback: ['datname'],
  cnpg_pg_stat_database_deadlocks: ['datname'],
  cnpg_pg_stat_database_blks_hit: ['datname'],
  cnpg_pg_stat_database_blks_read: ['datname'],
  cnpg_pg_database_size_bytes: ['datname'],
  cnpg_pg_database_xid_age: ['datname'],
  cnpg_backends_total: ['datname', 'usename', 'application_name', 'state'],
  cnpg_backends_max_tx_duration_seconds: ['datname', 'usename', 'application_name', 'state'],
  cnpg_backends_waiting_total: [],
  barman_cloud_cloudnative_pg_io_last_available_backup_timestamp: [],
  kubelet_volume_stats_available_bytes: ['persistentvolumeclaim', 'namespace'],
  kubelet_volume_stats_capacity_bytes: ['persistentvolumeclaim', 'namespace'],
};

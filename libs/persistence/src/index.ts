export { createDataSource, type DatabaseSettings } from './data-source';
export { migrate } from './migrate';
export type { RunTimeRights } from './rights';
export { insertRows, insertRowsOfTransaction, type ColumnTypes } from './multi-row';
export { hasCommitted, inTransaction, OutcomeUnknown, watchCommits } from './transaction';
export { isConflictOfKeys, isDatabaseUnavailable, isOutOfTime, reasonOf } from './failures';
export { connectionsMade } from './connections';
export { Database } from './database';
export { compressFast, keepInline } from './storage';

export { createDataSource, type DatabaseSettings } from './data-source';
export { migrate } from './migrate';
export { insertRows, type ColumnTypes } from './multi-row';
export { isConflictOfKeys, isDatabaseUnavailable, isOutOfTime, reasonOf } from './failures';
export { Database } from './database';
export { compressFast, keepInline } from './storage';

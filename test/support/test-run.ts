import { resolve } from 'node:path';

/** Environment variables by which the run's set-up speaks to the tests. */
export const SERVERS_URL = 'PORTWAY_TEST_SERVERS';
export const RUN_FOLDER = 'PORTWAY_TEST_FOLDER';

/** Fetched packages are shared by `npm start` and the tests. */
export const CACHE_DIR = resolve(__dirname, '..', '..', '.portway', 'cache');

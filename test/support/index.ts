export { eventually } from './eventually';
export {
  AT_REST,
  Partner,
  sharedPlatform,
  vitalsOf,
  type Answer,
  type MailboxItem,
  type SharedPlatform,
} from './platform';
export { startTcpProxy, type ProxyMode, type TcpProxy } from './tcp-proxy';
export { migrated } from './migrated';
export {
  freshDatabaseOn,
  ownerOf,
  ownFolder,
  ownPostgres,
  ownRabbit,
  initialised,
  ownServersWithTls,
  realServers,
  type RealServers,
} from './real-servers';

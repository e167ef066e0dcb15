export { eventually } from './eventually';
export { ownPlatform, Partner, type Answer, type MailboxItem } from './platform';
export { startTcpProxy, type ProxyMode, type TcpProxy } from './tcp-proxy';
export { ownFolder, ownPostgres, ownRabbit, realServers, type RealServers } from './real-servers';

export { eventually } from './eventually';
export { ownPlatform, Partner, type Answer, type MailboxItem } from './platform';
export { ownFolder, ownPostgres, ownRabbit, realServers, type RealServers } from './real-servers';

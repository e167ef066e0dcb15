export { eventually } from './eventually';
export { ownFolder, ownPostgres, ownRabbit, realServers, type RealServers } from './real-servers';

export { BadConfiguration, Knob, knobsOf, loadConfig, ServiceConfig, type KnobDescription } from './config';
export { createLog, currentCorrelation, LOG, withCorrelation, type Log } from './log';
export { Metrics } from './health';
export { isPrivateAddress, openLookup, postOutside, refusalOfAddress, type SendResult } from './open-internet';
export { OperationsGuard } from './operations';
export { asProblem, Problem, problemDocument, problems, sendProblem, type FieldError, type MessageDisposition, type ProblemName } from './problem';
export { hashApiKey, hashPassword, newApiKey, verifyPassword } from './secrets';
export { runService, startService, type RunningService, type ServiceDefinition } from './run';
export { SERVICE_NAME, VitalsReader, type BacklogReader, type GatesReader } from './vitals';

export { otlpTraces } from './otlp-traces';

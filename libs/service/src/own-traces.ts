import { setSourceMapsSupport } from 'node:module';

/**
 * Loaded before all else of a process (`node --require`): traces name lines of our sources. Those of packages name their own lines: their source maps would be a tenth of
 * the memory of a service.
 */
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

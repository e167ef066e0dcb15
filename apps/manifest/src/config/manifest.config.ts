import { ServiceConfig } from '#service';

/** This module turns on nothing but what every service has. */
export class ManifestConfig extends ServiceConfig {}

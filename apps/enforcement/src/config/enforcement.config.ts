import { AccessConfig } from '#access';

export class EnforcementConfig extends AccessConfig {}

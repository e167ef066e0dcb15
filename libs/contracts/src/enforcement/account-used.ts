import { useContract } from '../use-contract';

/** By keys and by people who signed in. */
export const EnforcementAccountUsed = useContract('enforcement');

import { useContract } from '../use-contract';

/** By keys and by people who signed in, filings included. */
export const AccountUsed = useContract('gateway');

import type { NewFiling } from './transmission';

/**
 * A message that breaks its contract would be set aside by the module and its filing never answered. It is a fault of ours, found
 * before anything is promised.
 *
 * @throws Error naming the contract and the first field at fault
 */
export const checked = (filing: NewFiling): NewFiling => {
  const fault = filing.contract.faultOf(filing.data);
  if (fault) throw new Error(`${filing.contract.type} for ${filing.reference} would break its contract: ${fault}`);
  return filing;
};

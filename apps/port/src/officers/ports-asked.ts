import { Problem } from '#service';
import { type Looker, servesPort } from './officer';

/** The ports whose lists an officer asks for: one of the own, all of the own, or for headquarters and auditors all there are (null). */
export const portsAsked = (officer: Looker, port: string | undefined): readonly string[] | null => {
  if (port === undefined) return ['headquarters', 'auditor'].includes(officer.role) ? null : officer.ports;
  if (!servesPort(officer, port))
    throw new Problem('not-authorized', `You do not serve port ${port}.`, [
      { at: '/port', text: 'is not a port of yours' },
    ]);
  return [port];
};

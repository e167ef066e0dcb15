import type { CustomsDate } from '#kernel';
import type { OfficerRole } from '../../officers/officer';

export interface Authority {
  readonly from: CustomsDate;
  readonly to?: CustomsDate;
  readonly role: OfficerRole;
  /** Whether it declares and changes downtimes, and for which ports. */
  readonly declares: 'nothing' | 'own ports' | 'everything';
  readonly ordersGates: boolean;
  readonly grantsRelief: boolean;
  /** Whether it may act before its threshold without giving a reason. */
  readonly actsEarlyWithoutReason: boolean;
}

/**
 * Who may declare what. Ports differ by size and act first; headquarters speaks for all. Practice: port directors at Laredo and El Paso,
 * April 2021; headquarters for all ports, November 2017; one more payment day by headquarters, notice 17-000718.
 */
export const AUTHORITY: readonly Authority[] = [
  {
    from: '2018-02-07',
    role: 'officer',
    declares: 'nothing',
    ordersGates: false,
    grantsRelief: false,
    actsEarlyWithoutReason: false,
  },
  {
    from: '2018-02-07',
    role: 'port director',
    declares: 'own ports',
    ordersGates: false,
    grantsRelief: false,
    actsEarlyWithoutReason: false,
  },
  {
    from: '2018-02-07',
    role: 'headquarters',
    declares: 'everything',
    ordersGates: true,
    grantsRelief: true,
    actsEarlyWithoutReason: true,
  },
];

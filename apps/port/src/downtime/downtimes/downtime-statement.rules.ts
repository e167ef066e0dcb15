import { FILING_KINDS, isFilingKind } from '#contracts';
import { type Downtime, type Incident } from '../model/records';
import type { NoticeContent } from '#contracts';
import { EMPTY_STATEMENT } from '#statement';
import type { Instruction, Statement, FunctionKey } from '#contracts';

const functionOf = (kind: string): FunctionKey | null =>
  isFilingKind(kind) ? (FILING_KINDS[kind].noticedAs as FunctionKey) : null;

const instructionFor = ({ kind, disposition }: Downtime['treatments'][number]): Instruction => {
  const about = functionOf(kind);
  const base: Instruction = {
    functions: about ? [about] : [],
    messages: about ? [] : [kind],
    which: null,
    becomes: null,
    certain: true,
    processedAt: null,
    acts: [],
  };
  const common = { by: 'everybody', force: 'must' } as const;
  if (disposition === 'held, do not resend')
    return { ...base, becomes: 'held and processed after', acts: [{ do: 'do not resend', ...common }] };
  if (disposition === 'stop sending')
    return { ...base, becomes: 'not taken', acts: [{ do: 'stop sending', ...common }] };
  return { ...base, becomes: 'refused', acts: [{ do: 'resend', ...common, messages: [], which: null, byHand: false }] };
};

/** What a downtime says, joined with what its incident says: the scope is the downtime's, and so is what ports do. */
export const downtimeStatement = (downtime: Downtime, incident: Incident | null): Statement => {
  const { confirmed, possible, from, to, expectedEnd, procedure, treatments, relief, filer } = downtime;
  const about = incident?.statement ?? {
    ...EMPTY_STATEMENT,
    windows: [
      {
        functions: [],
        from,
        to: to ?? expectedEnd,
        certainty: to || !expectedEnd ? ('certain' as const) : ('expected' as const),
        interruption: 'whole window' as const,
        breaks: null,
        lengths: [],
      },
    ],
  };
  return {
    ...about,
    owner: filer ? 'filer' : about.owner,
    confirmed,
    possible,
    stage: to ? 'resolved' : 'going on',
    instructions: treatments.length > 0 && !to ? treatments.map(instructionFor) : to ? [] : about.instructions,
    ports: {
      downtimeProcedures: to ? 'ended' : 'in force',
      since: from,
      until: to,
      procedure,
      accept: about.ports?.accept ?? [],
    },
    relief:
      relief.paymentBusinessDays + relief.otherBusinessDays > 0
        ? { ...relief, noPenaltyFor: about.relief?.noPenaltyFor ?? [] }
        : about.relief,
  };
};

export const downtimeOfNotice = (
  downtime: Downtime,
  change: NonNullable<NoticeContent['downtime']>['change'],
): NoticeContent['downtime'] => {
  const { number, level, from, to, expectedEnd, reviewAt, partOf, gateOrders } = downtime;
  return { number, change, level, from, to, expectedEnd, reviewAt, partOf, gateOrders: [...gateOrders] };
};

const CHANGED = {
  invoked: 'in force',
  widened: 'for more',
  narrowed: 'for less',
  extended: 'longer',
  revoked: 'ended',
} as const;

export const downtimeTitle = (downtime: Downtime, change: keyof typeof CHANGED, incident: Incident | null): string =>
  `Downtime procedures ${CHANGED[change]}${incident ? `: ${incident.title}` : downtime.filer ? ' for a filer whose own system is out' : ''}`.slice(
    0,
    190,
  );

import { type CustomsDate, type FieldError, isCustomsDate } from '#kernel';

/** Who may file bonds for a surety: the filer code of its account, the number of the agent (XXX-XX-XXXX), whole dollars of liability in one bond, and the days from which and up to which (eBond guide v1.9, pp. CB-10, CB-35). */
export interface SuretyAgent {
  readonly agent: string;
  readonly filerCode: string;
  readonly limitDollars: number | null;
  readonly from: CustomsDate;
  readonly to: CustomsDate | null;
}

/** What is wrong with the agents that a surety names. */
export const suretyAgentFaults = (agents: readonly SuretyAgent[]): FieldError[] =>
  agents.flatMap(({ agent, filerCode, from, to }, at) => {
    const wrong = (field: string, text: string): FieldError => ({ at: `/agents/${at}/${field}`, text });
    const twice = agents
      .slice(0, at)
      .some((other) => other.agent === agent && other.filerCode === filerCode && other.from === from);
    return [
      ...(isCustomsDate(from) ? [] : [wrong('from', 'is no day')]),
      ...(to === null || isCustomsDate(to) ? [] : [wrong('to', 'is no day')]),
      ...(to !== null && to < from ? [wrong('to', 'is before the first day')] : []),
      ...(twice ? [wrong('agent', 'stands here already')] : []),
    ];
  });

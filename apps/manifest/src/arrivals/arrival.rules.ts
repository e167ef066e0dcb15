import type { ArrivalReported, Condition, Outcome } from '#contracts';
import { isPort, portLocalDate } from '#reference';
import { finding, outcomeOf } from '../manifest-filing/finding';
import type { PortCall } from '../manifest-filing/manifest.rules';
import type { ManifestMode } from '../bills/bill.model';

export interface ArrivalJudgement {
  readonly outcome: Outcome;
  readonly conditions: readonly Condition[];
  /** The call as it now stands; null when the report was rejected. */
  readonly call: PortCall | null;
}

const faultOf = (report: ArrivalReported, call: PortCall | undefined, now: Date): string | null => {
  if (!report.carrierScacs.includes(report.scac)) return '009';
  if (!call || !isPort(report.portCode)) return '039';
  if (portLocalDate(report.arrivedAt, report.portCode) > portLocalDate(now, report.portCode)) return '129';
  return call.arrivedAt ? '155' : null;
};

/** An arrival needs a manifest for the port; the first report of a call stands and a second one changes nothing (353 M15). */
export const judgeArrival = (
  report: ArrivalReported,
  call: PortCall | undefined,
  mode: ManifestMode,
  now: Date,
): ArrivalJudgement => {
  const code = faultOf(report, call, now);
  const conditions =
    code === null ? [] : [finding(code, mode, report.origin.channel, { recordIndex: null, at: '', conveyance: '' })];
  const taken = code === null || code === '155';
  return {
    outcome: outcomeOf(conditions, taken),
    conditions,
    call: taken && call ? { ...call, arrivedAt: call.arrivedAt ?? new Date(report.arrivedAt).toISOString() } : null,
  };
};

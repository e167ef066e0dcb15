import { expanded, filedWithout, type FunctionKey, isFiledHere, type Statement } from '#contracts';
import { modulesOf, portsOf } from './scope.rules';
import { clockOf, instantOf } from './stated-time.rules';
import { actText } from './filer-act-words.rules';
import { becomesText, namesOf, transactionsText } from './statement-words.rules';

/** What can be said of an incident in the words of a status page: derived from its statement, never typed in. */
export interface IncidentWords {
  /** Null where its begin is not known to the minute. */
  readonly beganAt: string | null;
  readonly knownIssuesSince: string;
  readonly whatStillWorks: readonly string[];
  readonly whatHappensToYourTransactions: readonly { readonly transactions: string; readonly what: string }[];
  readonly whatToDoNext: readonly string[];
}

/** What can be filed besides: what the statement says of it, else everything of the modules that are not hit. */
const stillWorking = ({ stillWorks, confirmed }: Statement): readonly FunctionKey[] => {
  if (stillWorks.length > 0) return stillWorks.filter(isFiledHere);
  const modules = modulesOf(confirmed);
  if (modules.length === 0) return [];
  const hit = new Set(expanded(confirmed.functions));
  return filedWithout(modules).filter((key) => !hit.has(key));
};

/**
 * What a status page says of an incident, derived from its statement. `openedAt` stands in where no begin is stated.
 * @param everywhere it is so at all ports: then it is told by the clock of the East
 */
export const incidentWords = (statement: Statement, openedAt: string, everywhere = false): IncidentWords => {
  const clock = clockOf(everywhere ? [] : portsOf(statement.confirmed));
  const began =
    statement.milestones.find(({ what }) => what === 'fault began')?.at ??
    statement.windows.find(({ from }) => from !== null)?.from ??
    openedAt;
  return {
    beganAt: instantOf(began),
    knownIssuesSince: clock(began),
    whatStillWorks: namesOf(stillWorking(statement)),
    whatHappensToYourTransactions: statement.instructions.flatMap((instruction) => {
      const what = becomesText(instruction, clock);
      return what ? [{ transactions: transactionsText(instruction, clock), what }] : [];
    }),
    whatToDoNext: [...new Set(statement.instructions.flatMap(({ acts }) => acts.map((act) => actText(act, clock))))],
  };
};

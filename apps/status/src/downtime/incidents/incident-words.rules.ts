import { expanded, filedWithout, type FunctionKey, isFiledHere } from '../model/functions';
import type { IncidentWords } from '../model/records';
import { modulesOf, portsOf } from '../model/scope.rules';
import { clockOf, instantOf } from '../model/stated-time.rules';
import type { Statement } from '../model/statement';
import { actText } from '../notices/filer-act-words.rules';
import { becomesText, namesOf, transactionsText } from '../notices/statement-words.rules';

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

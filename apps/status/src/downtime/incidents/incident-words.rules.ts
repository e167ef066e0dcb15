import { expanded, filedWithout, type FunctionKey, isFiledHere } from '../model/functions';
import type { IncidentWords } from '../model/records';
import { modulesOf } from '../model/scope.rules';
import { timeText } from '../model/stated-time.rules';
import type { Statement } from '../model/statement';
import { becomesText, instructionLines, namesOf, transactionsText } from '../notices/statement-words.rules';

/** What can be filed besides: what the statement says of it, else everything of the modules that are not hit. */
const stillWorking = ({ stillWorks, confirmed }: Statement): readonly FunctionKey[] => {
  if (stillWorks.length > 0) return stillWorks.filter(isFiledHere);
  const modules = modulesOf(confirmed);
  if (modules.length === 0) return [];
  const hit = new Set(expanded(confirmed.functions));
  return filedWithout(modules).filter((key) => !hit.has(key));
};

/** What a status page says of an incident, derived from its statement. `openedAt` stands in where no begin is stated. */
export const incidentWords = (statement: Statement, openedAt: string): IncidentWords => {
  const began = statement.milestones.find(({ what }) => what === 'fault began')?.at ?? statement.windows.find(({ from }) => from !== null)?.from ?? openedAt;
  return {
    knownIssuesSince: timeText(began),
    whatStillWorks: namesOf(stillWorking(statement)),
    whatHappensToYourTransactions: statement.instructions.flatMap((instruction) => {
      const what = becomesText(instruction);
      return what ? [{ transactions: transactionsText(instruction), what }] : [];
    }),
    whatToDoNext: [...new Set(statement.instructions.flatMap((instruction) => instructionLines(instruction).acts))],
  };
};

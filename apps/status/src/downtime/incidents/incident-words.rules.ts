import { FUNCTIONS, functionsOfModules, type FunctionKey } from '../model/functions';
import type { IncidentWords } from '../model/records';
import { modulesOf } from '../model/scope.rules';
import { timeText } from '../model/stated-time.rules';
import type { Statement } from '../model/statement';
import { becomesText, instructionLines, namesOf, transactionsText } from '../notices/statement-words.rules';

const OWN_MODULES = ['gateway', 'manifest', 'entry', 'cee', 'account'] as const;

/** What works besides: what the statement says, else every function of the modules that are not hit. */
const stillWorking = (statement: Statement): readonly FunctionKey[] => {
  if (statement.stillWorks.length > 0) return statement.stillWorks;
  const hit = new Set<string>(modulesOf(statement.confirmed));
  if (hit.size === 0) return [];
  const named = new Set<string>(statement.confirmed.functions);
  return [...functionsOfModules(OWN_MODULES.filter((module) => !hit.has(module)))].filter((key) => !named.has(key) && FUNCTIONS[key].module !== 'portal');
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
